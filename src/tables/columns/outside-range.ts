import type { CellProblem, CellValue, Finding } from './column-kind.js';

/** Plausible values, both ends included, and how people read them. */
interface Range {
  low: number;
  high: number;
  expected: string;
}

/** The rows whose number lies outside the declared range; nothing where there are no such. */
export function outsideRange(
  values: readonly (CellValue | CellProblem)[],
  { low, high, expected }: Range,
): Finding[] {
  const rows = values.flatMap((value, row) =>
    typeof value === 'number' && (value < low || value > high) ? [row] : [],
  );
  if (rows.length === 0) return [];
  const text = {
    en: `values outside the declared range ${expected} are learnt from like all others.`,
    zh: `取值超出声明的范围（${expected}），仍照常用于训练。`,
  };
  return [{ code: 'outside-range', text, rows }];
}
