import type { CellValue } from '../columns/column-kind.js';
import { tableValues } from './cells.js';
import { danfo } from './danfo.js';
import { danfoFrame, type FrameColumn } from './danfo-frame.js';

/** danfo hands the values of a frame to `push` as arguments, of which the engine takes only so many. */
const mostRows = 20_000;

/**
 * The values of columns that stand below one another in several tables: danfo's `concat`. It would put the values into the
 * arrays of the first frame, order columns whose names are numbers anew, make a series of a single column, and overflow the
 * stack with many rows. So it gets names of the project's own, a column more, nothing at first to put the others into,
 * and large tables in pieces.
 * @param parts the columns of each table, of the same names and types in the same order.
 */
export function concatenateColumns(parts: readonly (readonly FrameColumn[])[]): (readonly CellValue[])[] {
  const filled = parts.filter(([first]) => first?.values.length > 0);
  const columns = parts[0] ?? [];
  if (filled.length === 0) return columns.map(() => []);
  const empty = frameOf(
    columns.map((column) => ({ ...column, values: [] })),
    0,
  );
  const dfList = [empty, ...filled.flatMap(piecesOf)];
  const { $dataIncolumnFormat: values } = danfo().concat({ dfList, axis: 0 }) as unknown as {
    $dataIncolumnFormat: unknown[][];
  };
  return columns.map(({ name, type }, i) => tableValues(name, type, values[i]));
}

function piecesOf(columns: readonly FrameColumn[]) {
  const rows = columns[0].values.length;
  return Array.from({ length: Math.ceil(rows / mostRows) }, (_, piece) => {
    const from = piece * mostRows;
    const until = Math.min(from + mostRows, rows);
    const cut = columns.map((column) => ({ ...column, values: column.values.slice(from, until) }));
    return frameOf(cut, until - from);
  });
}

function frameOf(columns: readonly FrameColumn[], rows: number) {
  const one: FrameColumn = { name: 'one', type: 'number', values: new Array<number>(rows).fill(1) };
  return danfoFrame([...columns.map((column, i) => ({ ...column, name: `column ${i}` })), one], rows);
}
