import { checkNotEmpty, checkNumbers } from '../checks.js';
import { quantileOfSorted } from '../statistics/quantile.js';

/** So many quantiles of residuals are kept at the most: a two hundredth of probability is finer than any sample tells. */
const most = 200;

/**
 * Residuals as a predictive distribution is made from them, ascending: their quantiles in the middle of equal shares, or all of them where
 * they are few. A prediction plus these is what may be (split conformal predictive systems: Vovk, Petej, Nouretdinov, Manokhin &
 * Gammerman, 2020).
 * @param residuals actual - predicted, of rows that neither training nor model choice saw.
 * @throws InvalidInputError for no residuals, or one that is not finite.
 */
export function residualQuantiles(residuals: ArrayLike<number>): number[] {
  checkNotEmpty('residuals', residuals);
  checkNumbers({
    name: 'residuals',
    values: residuals,
    length: residuals.length,
    accepts: Number.isFinite,
    expected: 'a finite number',
  });
  const sorted = Float64Array.from(residuals).sort();
  if (sorted.length <= most) return [...sorted];
  return Array.from({ length: most }, (_, i) => quantileOfSorted(sorted, (i + 0.5) / most));
}

/**
 * The probability of a residual above the given one. It falls as that rises, is linear between two quantiles, and never 0 or 1: of n
 * quantiles half a share of 1/n remains beyond the last.
 */
export function probabilityAbove(quantiles: readonly number[], residual: number): number {
  const n = quantiles.length;
  const below = lowerBound(quantiles, residual);
  if (below === 0) return (n - 0.5) / n;
  if (below === n) return 0.5 / n;
  const from = quantiles[below - 1];
  const within = (residual - from) / (quantiles[below] - from);
  return (n - below + 0.5 - within) / n;
}

/** How many of the ascending values are less than `value`. */
function lowerBound(values: readonly number[], value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
