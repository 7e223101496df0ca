import { InvalidInputError } from '../../core/errors.js';

/**
 * The quantile of values in ascending order, linear between neighbours (type 7 of Hyndman & Fan, 1996).
 * @throws InvalidInputError without a value or for a `share` outside [0, 1].
 */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0 || !(share >= 0 && share <= 1)) {
    throw new InvalidInputError(
      `A quantile needs at least one value and a share from 0 to 1, but there are ${sorted.length} values and the share is ${share}.`,
    );
  }
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}
