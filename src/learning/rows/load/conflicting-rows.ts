import { shown } from '../../../core/errors.js';
import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import { groupingsOf } from '../../../tables/columns/groupings.js';
import type { CellValue } from '../../../tables/columns/column-kind.js';
import type { Table } from '../../../tables/table.js';
import { mostLines, type TrainingNote } from '../../training-note.js';

/**
 * Rows with one value, of a kind whose values can be told to be the same thing, of which different things are known.
 * @param lineOf of a row of the table
 */
export function conflictNotes(
  { columns, targets, table }: { columns: readonly ColumnSpec[]; targets: readonly string[]; table: Table },
  lineOf: (row: number) => number,
): TrainingNote[] {
  return columns
    .filter((column) => Object.keys(groupingsOf(column)).length > 0)
    .flatMap(({ name }) => {
      const values = table.column(name);
      const rows = [...new Set(targets.flatMap((target) => conflictingRows(values, table.column(target))))];
      if (rows.length === 0) return [];
      const lines = rows
        .sort((a, b) => a - b)
        .slice(0, mostLines)
        .map(lineOf);
      return [{ code: 'conflicting-rows', column: name, text: textOf(name), count: rows.length, lines }];
    });
}

function conflictingRows(values: readonly CellValue[], outcomes: readonly CellValue[]): number[] {
  const rowsOf = new Map<CellValue, number[]>();
  values.forEach((value, row) => {
    if (value === null || outcomes[row] === null) return;
    const rows = rowsOf.get(value);
    if (rows) rows.push(row);
    else rowsOf.set(value, [row]);
  });
  return [...rowsOf.values()].filter((rows) => new Set(rows.map((row) => outcomes[row])).size > 1).flat();
}

function textOf(name: string): TrainingNote['text'] {
  return {
    en: `${shown(name)}: rows of the same value have different outcomes, and no model can be right about all of them.`,
    zh: `${shown(name)}：取值相同的行有不同的结果，任何模型都不可能对所有这些行都正确。`,
  };
}
