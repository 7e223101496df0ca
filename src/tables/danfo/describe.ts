import type { CellValue } from '../columns/column-kind.js';
import { quantile, sortedNumbers } from '../columns/statistics.js';
import { danfoSeries } from './danfo-frame.js';

/** Figures of a number column; null where there are too few values for them. */
export interface NumberDescription {
  name: string;
  type: 'number';
  count: number;
  missing: number;
  mean: number | null;
  /** Of the sample (divided by the count less one). */
  standardDeviation: number | null;
  minimum: number | null;
  lowerQuartile: number | null;
  median: number | null;
  upperQuartile: number | null;
  maximum: number | null;
}

export interface TextDescription {
  name: string;
  type: 'text';
  count: number;
  missing: number;
  /** How many different texts there are. */
  distinct: number;
  /** The most frequent texts, at most ten, by frequency and then by name. */
  top: { value: string; count: number }[];
}

export type ColumnDescription = NumberDescription | TextDescription;

const topLength = 10;

/** danfo describes the values that are present, in ascending order: missing ones would make every figure NaN. */
export function describeNumbers(name: string, values: readonly CellValue[]): NumberDescription {
  const sorted = Array.from(sortedNumbers(values));
  const count = sorted.length;
  const missing = values.length - count;
  if (count === 0) return { name, type: 'number', count, missing, ...noFigures };
  const [, mean, deviation, minimum, median, maximum] = danfoSeries(sorted).describe().values as number[];
  return {
    name,
    type: 'number',
    count,
    missing,
    mean: finiteOrNull(mean),
    standardDeviation: count > 1 ? finiteOrNull(deviation) : null,
    minimum,
    lowerQuartile: quantile(sorted, 0.25),
    median: finiteOrNull(median),
    upperQuartile: quantile(sorted, 0.75),
    maximum,
  };
}

const noFigures = {
  mean: null,
  standardDeviation: null,
  minimum: null,
  lowerQuartile: null,
  median: null,
  upperQuartile: null,
  maximum: null,
};

/** Sums of huge values overflow in danfo. */
function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Counted here: danfo's `valueCounts` takes "12a" for 12. */
export function describeTexts(name: string, values: readonly CellValue[]): TextDescription {
  const counts = new Map<string, number>();
  let count = 0;
  for (const value of values) {
    if (typeof value !== 'string') continue;
    count++;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const top = Array.from(counts, ([value, times]) => ({ value, count: times }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, topLength);
  return { name, type: 'text', count, missing: values.length - count, distinct: counts.size, top };
}
