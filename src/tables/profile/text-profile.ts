import type { CellValue } from '../columns/column-kind.js';
import { danfoSeries } from '../danfo/danfo-frame.js';
import type { ColumnProfile } from './profile-schema.js';

/** A value that fewer rows have is not named: it could tell of one of them. */
export const leastNamed = 5;

/** So many values are named at most. */
const mostNamed = 50;

type TextFigures = Omit<Extract<ColumnProfile, { type: 'text' }>, 'name' | 'kind' | 'type'>;

/**
 * How often each text stands in a column: the frequent ones by name, all others together.
 * @param known only these may be named, for instance those that are named of the column as a whole.
 */
export function textFigures(values: readonly CellValue[], known?: ReadonlySet<string>): TextFigures {
  const counted = countTexts(values);
  const count = counted.reduce((sum, one) => sum + one.count, 0);
  const frequencies = counted
    .filter((one) => one.count >= leastNamed && (known?.has(one.value) ?? true))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, mostNamed);
  const named = frequencies.reduce((sum, one) => sum + one.count, 0);
  return {
    count,
    missing: values.length - count,
    distinct: counted.length,
    frequencies,
    others: { values: counted.length - frequencies.length, count: count - named },
  };
}

/** Only how many values there are, missing, and different. */
export function textCounts(values: readonly CellValue[]) {
  const present = values.filter((value) => value !== null);
  return {
    count: present.length,
    missing: values.length - present.length,
    distinct: new Set(present).size,
  };
}

/**
 * danfo counts numbers that stand for the texts: its `valueCounts` takes "12a" for 12, and "constructor" for something
 * that was there before.
 */
function countTexts(values: readonly CellValue[]): { value: string; count: number }[] {
  const numbers = new Map<string, number>();
  const codes: number[] = [];
  for (const value of values) {
    if (value === null) continue;
    const text = String(value);
    const known = numbers.get(text);
    codes.push(known ?? numbers.size);
    if (known === undefined) numbers.set(text, numbers.size);
  }
  if (codes.length === 0) return [];
  const counted = danfoSeries(codes).valueCounts();
  const texts = [...numbers.keys()];
  const counts = counted.values as number[];
  return counted.index.map((code, i) => ({ value: texts[Number(code)], count: counts[i] }));
}
