import { ewmaVariances } from '../../../evaluation/risk/conditional-variance.js';

/** How slowly the correlation of assets changes: RiskMetrics' decay of monthly figures (J.P. Morgan, 1996). */
const decay = 0.97;

/** The share of the variance of residuals that assets have in common stays between these. */
const [least, most] = [0.02, 0.95];

/** What all assets did together. */
export interface CommonMoves {
  /** Mean of the residuals of each day. */
  means: Float64Array;
  /** Forecast of its variance from the days before, so about the mean correlation: one element more than there are days. */
  shares: Float64Array;
}

/** @param residuals row-major `[days, width]`, NaN before the first day that has any. */
export function commonMoves(residuals: Float64Array, width: number): CommonMoves {
  const means = Float64Array.from({ length: residuals.length / width }, (_, day) => {
    let sum = 0;
    for (let at = day * width; at < (day + 1) * width; at++) sum += residuals[at];
    return sum / width;
  });
  const shares = ewmaVariances(means, decay).map((share) => Math.min(most, Math.max(least, share)));
  return { means, shares };
}

/**
 * The residuals of the days from `first` to before `day` as if they had as much in common as the assets have on `day`: of each the common part is
 * widened or narrowed, and the own part the other way, so that the variance stays (one correlation for all pairs that changes with time, as in
 * dynamic equicorrelation: Engle & Kelly, 2012).
 */
export function asCorrelatedNow(
  residuals: Float64Array,
  { means, shares }: CommonMoves,
  { first, day, width }: { first: number; day: number; width: number },
): Float64Array {
  const adjusted = new Float64Array((day - first) * width);
  const now = shares[day];
  for (let then = first; then < day; then++) {
    const together = Math.sqrt(now / shares[then]);
    const apart = Math.sqrt((1 - now) / (1 - shares[then]));
    for (let asset = 0; asset < width; asset++) {
      const own = residuals[then * width + asset] - means[then];
      adjusted[(then - first) * width + asset] = together * means[then] + apart * own;
    }
  }
  return adjusted;
}
