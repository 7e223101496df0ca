import { checkNotEmpty, checkNumber, checkNumbers } from '../checks.js';
import { conformalQuantile } from './conformal-rank.js';

/** What was predicted of rows that neither training nor model choice saw, and what happened; one element per row. */
export interface PredictedQuantiles {
  lower: ArrayLike<number>;
  upper: ArrayLike<number>;
  actual: ArrayLike<number>;
}

/**
 * By how much to widen predicted quantiles on both sides (negative: to narrow them) so that `[lower - margin, upper + margin]`
 * covers a new exchangeable row with at least the probability `coverage`; rows that are hard to predict keep wider
 * intervals (conformalised quantile regression: Romano, Patterson & Candès, 2019).
 *
 * @returns in the unit of the target; Infinity when there are too few rows for the coverage.
 * @throws InvalidInputError for no rows, one that is not finite, or a coverage outside (0, 1).
 */
export function conformalMargin({ lower, upper, actual }: PredictedQuantiles, coverage: number): number {
  const rule = { length: actual.length, accepts: Number.isFinite, expected: 'a finite number' };
  checkNotEmpty('actual', actual);
  checkNumbers({ ...rule, name: 'actual', values: actual });
  checkNumbers({ ...rule, name: 'lower', values: lower });
  checkNumbers({ ...rule, name: 'upper', values: upper });
  checkNumber('coverage', coverage, (value) => value > 0 && value < 1, 'between 0 and 1, both excluded');
  const scores = Float64Array.from(actual, (value, i) => Math.max(lower[i] - value, value - upper[i]));
  return conformalQuantile(scores, coverage);
}
