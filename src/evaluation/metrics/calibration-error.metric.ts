import { prepareCalibrationError } from '../calibration/reliability-curve.js';
import type { Metric } from './metric.js';

/** Over ten bins of equal width; see {@link prepareCalibrationError} for the other choice. Always defined. */
export const expectedCalibrationErrorMetric: Metric = {
  name: 'ece',
  label: { en: 'Expected calibration error (ECE)', zh: '期望校准误差（ECE）' },
  greaterIsBetter: false,
  prepare: { binary: (predictions) => prepareCalibrationError(predictions) },
};
