import type { CellValue } from './column-kind.js';

/** Figures of the values that are present. Without any, the last five are null. */
export interface NumberSummary {
  count: number;
  minimum: number | null;
  maximum: number | null;
  mean: number | null;
  /** Of the population (divided by the count), as for standardising. */
  standardDeviation: number | null;
  median: number | null;
}

/** The finite numbers among `values`, in ascending order. */
export function sortedNumbers(values: readonly CellValue[]): Float64Array {
  const present = new Float64Array(values.length);
  let count = 0;
  for (const value of values) if (typeof value === 'number' && value - value === 0) present[count++] = value;
  return present.subarray(0, count).sort();
}

/**
 * Summary of ascending numbers. As they are sorted, the sums do not depend on the order of the rows, to the last bit; the
 * squares are taken of scaled deviations, so that huge and tiny values neither overflow nor vanish.
 */
export function summarise(sorted: Float64Array): NumberSummary {
  const count = sorted.length;
  if (count === 0) {
    return { count, minimum: null, maximum: null, mean: null, standardDeviation: null, median: null };
  }
  let sum = 0;
  for (let i = 0; i < count; i++) sum += sorted[i];
  const minimum = sorted[0];
  const maximum = sorted[count - 1];
  // Rounding can push the mean of equal values just outside them.
  const mean = Math.min(Math.max(sum / count, minimum), maximum);
  return {
    count,
    minimum: withoutSign(minimum),
    maximum: withoutSign(maximum),
    mean: withoutSign(mean),
    standardDeviation: deviation(sorted, mean),
    median: withoutSign(quantile(sorted, 0.5)),
  };
}

function deviation(sorted: Float64Array, mean: number): number {
  const count = sorted.length;
  const largest = Math.max(sorted[count - 1] - mean, mean - sorted[0]);
  if (largest === 0) return 0;
  // A power of two, so that the scaling itself rounds nothing.
  const scale = 2 ** Math.floor(Math.log2(largest));
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const scaled = (sorted[i] - mean) / scale;
    squares += scaled * scaled;
  }
  return Math.sqrt(squares / count) * scale;
}

/** Quantile of ascending numbers with linear interpolation (type 7 of Hyndman & Fan, 1996). */
export function quantile(sorted: ArrayLike<number>, probability: number): number {
  const position = (sorted.length - 1) * probability;
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  const weight = position - below;
  return sorted[below] * (1 - weight) + sorted[above] * weight;
}

/** JSON knows no negative zero; a state must survive the way through a file bit by bit. */
function withoutSign(value: number): number {
  return value === 0 ? 0 : value;
}
