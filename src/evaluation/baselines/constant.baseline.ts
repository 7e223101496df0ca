import { checkNotEmpty, checkNumber, checkNumbers, checkWeights } from '../checks.js';

/** What one can say without looking at a single column; every model has to beat it. Fit on training rows only. */

/**
 * Share of each class, as the constant probabilities of a classifier (its decision is the majority class).
 * @returns `classes` numbers that sum to 1.
 * @throws InvalidInputError for an empty input or labels outside 0..classes-1.
 */
export function classRates(
  labels: ArrayLike<number>,
  classes: number,
  weights?: ArrayLike<number>,
): number[] {
  checkNumber(
    'classes',
    classes,
    (value) => Number.isInteger(value) && value >= 2,
    'an integer of 2 or more',
  );
  checkNotEmpty('labels', labels);
  checkNumbers({
    name: 'labels',
    values: labels,
    length: labels.length,
    accepts: (value) => Number.isInteger(value) && value >= 0 && value < classes,
    expected: `a class index from 0 to ${classes - 1}`,
  });
  checkWeights(weights, labels.length);
  const sums = new Array<number>(classes).fill(0);
  let total = 0;
  for (let i = 0; i < labels.length; i++) {
    const weight = weights?.[i] ?? 1;
    sums[labels[i]] += weight;
    total += weight;
  }
  return sums.map((sum) => sum / total);
}

/** Share of class 1 among labels of 0 and 1. */
export function baseRate(labels: ArrayLike<number>, weights?: ArrayLike<number>): number {
  return classRates(labels, 2, weights)[1];
}

/**
 * The mean target, in its unit: the constant with the least squared error.
 * @throws InvalidInputError for an empty input or a value that is not finite.
 */
export function meanTarget(values: ArrayLike<number>, weights?: ArrayLike<number>): number {
  const length = values.length;
  checkNotEmpty('values', values);
  checkNumbers({ name: 'values', values, length, accepts: Number.isFinite, expected: 'a finite number' });
  checkWeights(weights, length);
  let sum = 0;
  let total = 0;
  for (let i = 0; i < length; i++) {
    sum += (weights?.[i] ?? 1) * values[i];
    total += weights?.[i] ?? 1;
  }
  return sum / total;
}

/** The same prediction for every row: row-major `[rows, prediction.length]`. */
export function constantPredictions(prediction: ArrayLike<number>, rows: number): Float64Array {
  return Float64Array.from({ length: rows * prediction.length }, (_, i) => prediction[i % prediction.length]);
}
