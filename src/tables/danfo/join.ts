import type { CellValue } from '../columns/column-kind.js';
import { tableValues } from './cells.js';
import { danfo } from './danfo.js';
import { danfoFrame, type FrameColumn } from './danfo-frame.js';
import { groupRows } from './group-by.js';

type Columns = readonly (readonly CellValue[])[];

interface JoinedTables {
  /** Key columns of the rows that something is joined to, and how many rows there are. */
  left: Columns;
  leftRows: number;
  /** Key columns of the other table, of the same types, and the columns to take from it. */
  right: Columns;
  rightRows: number;
  taken: readonly FrameColumn[];
}

/**
 * The values of the other table's columns for every row: danfo's `merge` as a left join. Of several rows of the other table
 * with equal keys the last counts; a row without such a key, or with a missing one, gets missing values.
 *
 * danfo would join the keys of a row with "_" and so mix ("a_b", "c") with ("a", "b_c"), take a missing key for an empty
 * text and the number 1 for the text "1", order keys that are numbers anew, and copy every row several times. So it gets one key,
 * written as JSON, once for all rows that have it, and the place of that key to bring the rows back to it.
 */
export function joinColumns({
  left,
  leftRows,
  right,
  rightRows,
  taken,
}: JoinedTables): (readonly CellValue[])[] {
  const { ofRow, firstRows } = groupRows(left, leftRows);
  const wanted = firstRows.flatMap((row, place) =>
    isWhole(left, row) ? [{ key: keyOf(left, row), place }] : [],
  );
  const rows = Array.from({ length: rightRows }, (_, row) => row).filter((row) => isWhole(right, row));
  const found = new Array<unknown[] | undefined>(firstRows.length);
  if (wanted.length > 0 && rows.length > 0) {
    const lines = mergeOnKey(
      [
        { name: 'key', type: 'text', values: wanted.map(({ key }) => key) },
        { name: 'place', type: 'number', values: wanted.map(({ place }) => place) },
      ],
      [
        { name: 'key', type: 'text', values: rows.map((row) => keyOf(right, row)) },
        ...taken.map(({ type, values }, i) => ({
          name: `column ${i}`,
          type,
          values: rows.map((row) => values[row]),
        })),
      ],
    );
    for (const [, place, ...cells] of lines) found[place as number] = cells;
  }
  return taken.map(({ name, type }, i) =>
    tableValues(
      name,
      type,
      Array.from(ofRow, (place) => found[place]?.[i] ?? null),
    ),
  );
}

/** Rows `[key, place, ...columns]`; danfo writes NaN where it finds no row. */
function mergeOnKey(left: readonly FrameColumn[], right: readonly FrameColumn[]): unknown[][] {
  const frames = [left, right].map((columns) => danfoFrame(columns, columns[0].values.length));
  const merged = danfo().merge({ left: frames[0], right: frames[1], on: ['key'], how: 'left' });
  return merged.values as unknown[][];
}

function isWhole(keys: Columns, row: number): boolean {
  return keys.every((values) => values[row] !== null);
}

function keyOf(keys: Columns, row: number): string {
  return JSON.stringify(keys.map((values) => values[row]));
}
