import type { CellProblem, CellValue, Finding } from './column-kind.js';
import { quantile, sortedNumbers } from './statistics.js';

/** Numbers that systems write where there is no value. */
const placeholders: readonly number[] = [-9999, -999, -99, -1, 0, 999, 9999, 99_999];

/** A single one may be a value like any other. */
const fewestRows = 2;

/** With fewer different values beside it nothing is far. */
const fewestValues = 3;

/** Zero lies at the end of what is counted and measured: it is far where other values begin at so much of their spread ... */
const farFromZero = 0.25;

/** ... and at so many of their usual steps. */
const stepsFromZero = 5;

/** Values that stand for a missing one, as it seems. */
export interface PlaceholderNumber {
  number: number;
  rows: number[];
}

/** The well-known placeholders in at least two rows that lie far from all but a few of the other values. */
export function placeholderNumbers(values: readonly (CellValue | CellProblem)[]): PlaceholderNumber[] {
  const rowsOf = new Map<unknown, number[]>(placeholders.map((number) => [number, []]));
  values.forEach((value, row) => rowsOf.get(value)?.push(row));
  const found = placeholders.flatMap((number) => {
    const rows = rowsOf.get(number) ?? [];
    return rows.length < fewestRows ? [] : [{ number, rows }];
  });
  if (found.length === 0) return [];
  const others = sortedNumbers(
    values.map((value) => (typeof value === 'number' && !rowsOf.has(value) ? value : null)),
  );
  const distinct = others.filter((value, i) => value !== others[i - 1]);
  if (distinct.length < fewestValues) return [];
  const isFar = distance(others, distinct);
  return found.filter(({ number }) => isFar(number));
}

/** @param others ascending, as are the different ones among them. */
function distance(others: Float64Array, distinct: Float64Array): (placeholder: number) => boolean {
  const [low, high] = [quantile(others, 0.01), quantile(others, 0.99)];
  const spread = high - low;
  const steps = distinct.slice(1).map((value, i) => value - distinct[i]);
  const step = quantile(steps.sort(), 0.5);
  return (placeholder) => {
    if (placeholder === 0) return low > farFromZero * spread && low > stepsFromZero * step;
    if (placeholder > 0) return placeholder - high > spread;
    return low >= 0 || low - placeholder > spread;
  };
}

/** What is said of each of them. */
export function placeholderNumberFindings(values: readonly (CellValue | CellProblem)[]): Finding[] {
  return placeholderNumbers(values).map(({ number, rows }) => ({
    code: 'placeholder-number',
    text: {
      en: `${number} lies far from the other values: it may stand for a missing one, and is learnt from as a number. If it does, declare missing_tokens: ["${number}"].`,
      zh: `${number} 远离其他取值：可能表示缺失，却被当作数值用于训练。若确为缺失，请声明 missing_tokens: ["${number}"]。`,
    },
    rows,
  }));
}
