import type { TargetColumn } from '../../scenarios/targets.js';
import type { CellValue } from '../../tables/columns/column-kind.js';
import { readObjects } from '../../tables/reading/rows.js';

/** What an outcome is, or why it is none. */
export type ReadOutcome =
  { value: Exclude<CellValue, null> } | { value?: undefined; expected: string; received: string };

/** Reads an outcome as the training reads its target: a class by its code or label, a number in its unit. */
export function readOutcome(target: TargetColumn, given: unknown): ReadOutcome {
  const { table, rejected } = readObjects([target], [{ [target.name]: given }], 1);
  const value = table.rows === 1 ? table.column(target.name)[0] : null;
  if (value !== null) return { value };
  const [{ problems } = { problems: [] }] = rejected;
  const { expected, received } = problems.at(0) ?? { expected: 'an outcome', received: 'nothing' };
  return { expected, received };
}
