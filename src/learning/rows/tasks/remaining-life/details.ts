import { computeMetrics } from '../../../../evaluation/metrics/index.js';
import { reachOf, type NumberState } from '../regression/number-target.js';
import { halfWidthAt, type IntervalBands } from '../banded-intervals.js';

type CappedNumber = NumberState & { cap?: number };

/**
 * Figures against what was left, as it was and capped, as published figures are; and how the intervals fared.
 * @param left uncapped, in the target's unit.
 */
export function remainingLifeDetails(
  predicted: Float64Array,
  left: Float64Array,
  { state, coverage, bands }: { state: CappedNumber; coverage: number; bands: IntervalBands },
): unknown {
  const { cap } = state;
  const names = ['rmse', 'mae', 'phm_score'] as const;
  const against = (actual: Float64Array) => computeMetrics('remaining-life', names, { actual, predicted });
  const capped = left.map((value) => Math.min(value, cap ?? Infinity));
  const inside = predicted.filter((value, i) => {
    const halfWidth = halfWidthAt(bands, value);
    return halfWidth !== null && Math.abs(capped[i] - value) <= reachOf(halfWidth, state);
  });
  return {
    units: predicted.length,
    ...(cap === undefined ? {} : { cap, capped: against(capped) }),
    uncapped: against(left),
    interval: { coverage, bands, covered: inside.length / predicted.length },
  };
}
