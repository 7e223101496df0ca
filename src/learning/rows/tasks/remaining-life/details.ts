import { computeMetrics } from '../../../../evaluation/metrics/index.js';
import { halfWidthAt, type IntervalBands } from '../banded-intervals.js';

/**
 * Figures against what was left, as it was and capped, as published figures are; and how the intervals fared.
 * @param left uncapped, in the target's unit.
 */
export function remainingLifeDetails(
  predicted: Float64Array,
  left: Float64Array,
  { cap, coverage, bands }: { cap?: number; coverage: number; bands: IntervalBands },
): unknown {
  const names = ['rmse', 'mae', 'phm_score'] as const;
  const against = (actual: Float64Array) => computeMetrics('remaining-life', names, { actual, predicted });
  const capped = left.map((value) => Math.min(value, cap ?? Infinity));
  const inside = predicted.filter((value, i) => {
    const halfWidth = halfWidthAt(bands, value);
    return halfWidth !== null && Math.abs(capped[i] - value) <= halfWidth;
  });
  return {
    units: predicted.length,
    ...(cap === undefined ? {} : { cap, capped: against(capped) }),
    uncapped: against(left),
    interval: { coverage, bands, covered: inside.length / predicted.length },
  };
}
