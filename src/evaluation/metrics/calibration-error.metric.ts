import { prepareCalibrationError } from '../calibration/reliability-curve.js';
import type { Metric } from './metric.js';

/**
 * Over ten bins of equal width; see {@link prepareCalibrationError} for the other choice. Always defined. Absolute differences count
 * chance as error, and a resample has more of it (Kumar, Liang & Ma, 2019).
 */
export const expectedCalibrationErrorMetric: Metric = {
  name: 'ece',
  label: { en: 'Expected calibration error (ECE)', zh: '期望校准误差（ECE）' },
  greaterIsBetter: false,
  biasedByResampling: true,
  prepare: { binary: (predictions) => prepareCalibrationError(predictions) },
};
