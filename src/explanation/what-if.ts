import { CellProblem, type CellValue } from '../tables/columns/column-kind.js';
import { directionOf } from '../tables/columns/actionable.js';
import type { ColumnSpec } from '../tables/columns/column-spec.js';
import { cellReader } from '../tables/columns/index.js';

/** A row of a request, by column. */
export type Row = Readonly<Record<string, unknown>>;

export type Value = number | string | boolean;

/** Another value of one column of a row, the others left as they are. */
export interface Change {
  column: ColumnSpec;
  from: Value;
  to: Value;
}

/** Every change that the columns are declared `actionable` to; none of a column whose value is not known. */
export function allowedChanges(columns: readonly ColumnSpec[], row: Row): Change[] {
  return columns.flatMap((column) => changesOf(column, row[column.name]));
}

/**
 * Ask once more for each change alone.
 * @param ask answers rows, one answer a row.
 */
export function whatIf<Answer>(
  row: Row,
  changes: readonly Change[],
  ask: (rows: Row[]) => readonly Answer[],
): { change: Change; answer: Answer }[] {
  const answers = ask(changes.map(({ column, to }) => ({ ...row, [column.name]: to })));
  return changes.map((change, i) => ({ change, answer: answers[i] }));
}

function changesOf(column: ColumnSpec, given: unknown): Change[] {
  if (!column.actionable) return [];
  const read = cellReader(column);
  const present = read(given);
  if (present === null || present instanceof CellProblem) return [];
  const from = column.kind === 'boolean' ? present === 1 : present;
  return allowedValues(column, present)
    .filter((to) => read(to) !== present)
    .map((to) => ({ column, from, to }));
}

/** The values, among those that are counted out, to which a column can be changed from one. */
export function allowedValues(column: ColumnSpec, present: CellValue): Value[] {
  const { actionable } = column;
  if (typeof actionable === 'object' && 'to' in actionable) return [...actionable.to];
  const direction = directionOf(column);
  const ascending: Value[] =
    column.kind === 'boolean'
      ? [false, true]
      : 'categories' in column
        ? (column.categories ?? []).map(({ code }) => code)
        : [];
  const at = column.kind === 'boolean' ? Number(present) : ascending.indexOf(present as Value);
  return ascending.filter(
    (_, place) => direction === 'any' || (direction === 'up' ? place > at : place < at),
  );
}
