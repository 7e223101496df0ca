import { computeMetrics } from '../../../../evaluation/metrics/index.js';
import type { IntervalBands } from '../banded-intervals.js';
import { intervalsHeldOut } from '../regression/number-answers.js';
import { decodeNumbers, type NumberState } from '../regression/number-target.js';

interface LifeFit {
  state: NumberState;
  cap?: number;
  coverage: number;
  bands: IntervalBands;
}

/**
 * Figures against what was left, as it was and capped, as published figures are; and how the intervals fared.
 * @param left uncapped, in the target's unit.
 */
export function remainingLifeDetails(
  outputs: Float32Array,
  left: Float64Array,
  { state, cap, coverage, bands }: LifeFit,
): unknown {
  const predicted = decodeNumbers(outputs, state);
  const names = ['rmse', 'mae', 'phm_score'] as const;
  const against = (actual: Float64Array) => computeMetrics('remaining-life', names, { actual, predicted });
  const capped = left.map((value) => Math.min(value, cap ?? Infinity));
  return {
    units: outputs.length,
    ...(cap === undefined ? {} : { cap, capped: against(capped) }),
    uncapped: against(left),
    interval: {
      coverage,
      bands,
      covered: 0,
      ...intervalsHeldOut(outputs, capped, { fit: { state, bands }, coverage }),
    },
  };
}
