import type { CellProblem, CellValue, Finding } from './column-kind.js';

/**
 * The rows whose number lies outside the declared range; none where there are no such.
 * @param shownRange the range as people read it.
 */
export function outsideRange(
  values: readonly (CellValue | CellProblem)[],
  [low, high]: readonly [number, number],
  shownRange: string,
): Finding[] {
  const rows = values.flatMap((value, row) =>
    typeof value === 'number' && (value < low || value > high) ? [row] : [],
  );
  if (rows.length === 0) return [];
  const text = {
    en: `values outside the declared range ${shownRange} are learnt from like all others.`,
    zh: `取值超出声明的范围（${shownRange}），仍照常用于训练。`,
  };
  return [{ code: 'outside-range', text, rows }];
}
