import { InvalidInputError } from '../../core/errors.js';

/** A share with its interval; null where nothing was counted. */
export interface CountedShare {
  count: number;
  of: number;
  value: number | null;
  lower: number | null;
  upper: number | null;
}

/** Two-sided 95 %. */
const z = 1.959963984540054;

/**
 * `count / of` with its 95 % score interval (Wilson, 1927), which stays within [0, 1] and is honest about small counts.
 * @throws InvalidInputError unless both are whole numbers and 0 <= count <= of.
 */
export function countedShare(count: number, of: number): CountedShare {
  return scoreInterval(count, of, z);
}

/** The same with another quantile of the normal distribution: 1.96 for 95 %. @throws InvalidInputError as {@link countedShare} */
export function scoreInterval(count: number, of: number, z: number): CountedShare {
  if (!Number.isInteger(count) || !Number.isInteger(of) || count < 0 || count > of) {
    throw new InvalidInputError(
      `A share needs whole numbers with 0 <= count <= of, but has ${count} of ${of}.`,
    );
  }
  if (of === 0) return { count, of, value: null, lower: null, upper: null };
  const value = count / of;
  const centre = (value + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((value * (1 - value)) / of + (z * z) / (4 * of * of));
  // At the ends the interval reaches them exactly, which rounding would miss by a last bit.
  const lower = count === 0 ? 0 : centre - half;
  const upper = count === of ? 1 : centre + half;
  return { count, of, value, lower, upper };
}
