import { InvalidInputError } from '../core/errors.js';

/** What one array of an evaluation must be. */
export interface NumbersRule {
  /** As it appears in messages and pointers, for instance `labels`. */
  name: string;
  values: ArrayLike<number>;
  /** The number of elements that it must have. */
  length: number;
  accepts: (value: number) => boolean;
  /** What `accepts` means, in words: "0 or 1". */
  expected: string;
}

/** @throws InvalidInputError when an array is not as long as its siblings. */
export function checkLength(name: string, values: ArrayLike<unknown>, length: number): void {
  if (values.length === length) return;
  throw new InvalidInputError(`${name} must have ${length} elements, but has ${values.length}.`, {
    details: [{ pointer: `/${name}`, expected: `${length} elements`, received: `${values.length} elements` }],
  });
}

/** @throws InvalidInputError naming the first element that the rule refuses, or the wrong length. */
export function checkNumbers(rule: NumbersRule): void {
  const { name, values, length, accepts, expected } = rule;
  checkLength(name, values, length);
  for (let i = 0; i < length; i++) {
    if (accepts(values[i])) continue;
    throw new InvalidInputError(`${name}[${i}] must be ${expected}, but is ${values[i]}.`, {
      details: [{ pointer: `/${name}/${i}`, expected, received: String(values[i]) }],
    });
  }
}

/** @throws InvalidInputError when there is no row: no figure is defined on nothing. */
export function checkNotEmpty(name: string, values: ArrayLike<unknown>): void {
  if (values.length > 0) return;
  throw new InvalidInputError(`${name} is empty: at least one row is needed.`, {
    details: [{ pointer: `/${name}`, expected: 'at least one row', received: '0 rows' }],
  });
}

/** Row weights: one per row, finite, none below 0, not all 0. Absent means 1 each. */
export function checkWeights(weights: ArrayLike<number> | undefined, length: number): void {
  if (!weights) return;
  const accepts = (value: number) => Number.isFinite(value) && value >= 0;
  checkNumbers({
    name: 'weights',
    values: weights,
    length,
    accepts,
    expected: 'a finite number of 0 or more',
  });
  for (let i = 0; i < length; i++) if (weights[i] > 0) return;
  throw new InvalidInputError('weights are all 0: no row counts.', {
    details: [{ pointer: '/weights', expected: 'at least one weight above 0', received: 'all 0' }],
  });
}

/** One number by its name or path, for options such as a threshold or a coverage. */
export function checkNumber(
  name: string,
  value: number,
  accepts: (value: number) => boolean,
  expected: string,
): void {
  if (accepts(value)) return;
  throw new InvalidInputError(`${name} must be ${expected}, but is ${value}.`, {
    details: [{ pointer: `/${name}`, expected, received: String(value) }],
  });
}

export const isProbability = (value: number): boolean => value >= 0 && value <= 1;
export const isBit = (value: number): boolean => value === 0 || value === 1;
