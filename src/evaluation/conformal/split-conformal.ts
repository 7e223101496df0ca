import { checkNotEmpty, checkNumber, checkNumbers } from '../checks.js';
import { conformalQuantile } from './conformal-rank.js';

/**
 * Half-width of a regression interval `prediction ± half-width` that covers a new exchangeable row with at least the
 * probability `coverage`: the ceil((n + 1) coverage)-th smallest absolute residual (split conformal prediction: Lei,
 * G'Sell, Rinaldo, Tibshirani & Wasserman, 2018).
 *
 * @param residuals actual - predicted, in the target's unit, of rows that neither training nor model choice saw.
 * @returns Infinity when there are too few residuals for the coverage: 19 are the fewest for 0.95.
 * @throws InvalidInputError for no residuals, one that is not finite, or a coverage outside (0, 1).
 */
export function conformalHalfWidth(residuals: ArrayLike<number>, coverage: number): number {
  const length = residuals.length;
  checkNotEmpty('residuals', residuals);
  checkNumbers({
    name: 'residuals',
    values: residuals,
    length,
    accepts: Number.isFinite,
    expected: 'a finite number',
  });
  checkNumber('coverage', coverage, (value) => value > 0 && value < 1, 'between 0 and 1, both excluded');
  return conformalQuantile(Float64Array.from(residuals, Math.abs), coverage);
}
