import { createRandom } from '../../core/random.js';
import { quantileOfSorted } from '../../evaluation/statistics/quantile.js';

const resamples = 1000;

/** Share of the resamples outside an interval, at each of its two ends. */
export const outside = 0.025;

/** Enough for intervals of two digits; fixed, so that the same version gives the same bits. */
const seed = 1;

/**
 * How often each row is drawn in each of 1,000 resamples with replacement (the bootstrap of Efron, 1979): the same ones at every call, so that figures of
 * the same rows are compared on the same resamples.
 */
export function drawnCounts(rows: number): Uint32Array[] {
  const random = createRandom(seed).fork('resamples');
  return Array.from({ length: resamples }, () => {
    const counts = new Uint32Array(rows);
    for (let i = 0; i < rows; i++) counts[random.integer(rows)]++;
    return counts;
  });
}

/** The mean of values of which each counts so often; NaN where none does. */
export function weightedMean(values: ArrayLike<number>, weights: ArrayLike<number>): number {
  let [sum, weight] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    sum += weights[i] * values[i];
    weight += weights[i];
  }
  return sum / weight;
}

/** The percentiles between which 95 % of resampled values lie, as far as they hold the value itself. */
export function percentiles(value: number, resampled: ArrayLike<number>): { lower: number; upper: number } {
  const sorted = Float64Array.from(resampled).sort();
  return {
    lower: Math.min(value, quantileOfSorted(sorted, outside)),
    upper: Math.max(value, quantileOfSorted(sorted, 1 - outside)),
  };
}
