import { quantile } from '../columns/statistics.js';
import { danfoSeries } from '../danfo/danfo-frame.js';
import type { NumberColumnProfile } from './profile-schema.js';

export const quantileProbabilities = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

/** Bins of a histogram; fewer where so many quantiles are equal. */
const bins = 20;

type NumberFigures = Omit<NumberColumnProfile, 'name' | 'kind' | 'type' | 'edges'>;

/**
 * Edges of the bins in which a column is counted, for its population stability index and the like: between any two neighbouring
 * values where there are few of them, so that each has a bin of its own; else at the twentieths of the values, so that long
 * tails do not leave one bin with everything.
 * @param sorted ascending.
 */
export function binEdges(sorted: Float64Array): number[] {
  if (sorted.length === 0) return [];
  const values = distinctOf(sorted, bins);
  const last = sorted[sorted.length - 1];
  if (values) return [sorted[0], ...values.slice(1).map((value, i) => between(values[i], value)), last];
  const edges = Array.from({ length: bins + 1 }, (_, i) => quantile(sorted, i / bins));
  return edges.filter((edge, i) => i === 0 || edge > edges[i - 1]);
}

/** Halves first: the sum of two huge numbers is none. */
function between(a: number, b: number): number {
  return a / 2 + b / 2;
}

/** The different values, ascending; undefined when there are more than `most`. */
function distinctOf(sorted: Float64Array, most: number): number[] | undefined {
  const values: number[] = [];
  for (const value of sorted) {
    if (values[values.length - 1] === value) continue;
    if (values.length === most) return undefined;
    values.push(value);
  }
  return values;
}

/**
 * Figures of numbers.
 * @param sorted those that are present, ascending: danfo's mean and deviation of others would be NaN, and do not depend on the order
 * of the rows so. Its `describe` is not asked: it sorts and squares anew for figures that are at hand.
 */
export function numberFigures(
  sorted: Float64Array,
  { rows, edges }: { rows: number; edges: readonly number[] },
): NumberFigures {
  const count = sorted.length;
  const series = count > 0 ? danfoSeries(Array.from(sorted)) : undefined;
  return {
    count,
    missing: rows - count,
    distinct: distinctCount(sorted),
    mean: series ? finiteOrNull(series.mean()) : null,
    standardDeviation: series && count > 1 ? finiteOrNull(series.std()) : null,
    minimum: series ? sorted[0] : null,
    maximum: series ? sorted[count - 1] : null,
    quantiles: series ? quantileProbabilities.map((probability) => quantile(sorted, probability)) : [],
    histogram: binCounts(sorted, edges),
  };
}

function distinctCount(sorted: Float64Array): number {
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++;
  return distinct;
}

export function binCounts(sorted: Float64Array, edges: readonly number[]): number[] {
  const counts = new Array<number>(Math.max(0, edges.length - 1)).fill(0);
  let bin = 0;
  for (let i = 0; i < sorted.length; i++) {
    while (bin < counts.length - 1 && sorted[i] >= edges[bin + 1]) bin++;
    counts[bin]++;
  }
  return counts;
}

/** Sums of huge values overflow in danfo. */
function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
