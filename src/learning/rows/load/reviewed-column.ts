import type { CellProblem, CellValue, ReviewedCells } from '../../../tables/columns/column-kind.js';
import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import { cellReader } from '../../../tables/columns/index.js';
import type { ReadRows } from '../../../tables/reading/rows.js';

/** A column of a file with what its cells were read to, in the rows that are learnt from and in the others. */
export interface ReviewedColumn {
  column: ColumnSpec;
  cells: ReviewedCells;
}

/** @param inputAt the cell of a row of the file as text; undefined where the file does not have the column. */
export function reviewedColumn(
  column: ColumnSpec,
  { table, accepted, rejected }: ReadRows,
  inputAt: (row: number) => unknown,
): ReviewedColumn {
  const values = new Array<CellValue | CellProblem>(accepted.length + rejected.length).fill(null);
  table.column(column.name).forEach((value, i) => {
    values[accepted[i]] = value;
  });
  const read = cellReader(column);
  for (const { row } of rejected) values[row] = read(inputAt(row));
  return { column, cells: { values, inputAt } };
}
