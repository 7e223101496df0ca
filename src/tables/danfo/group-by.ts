import type { CellValue } from '../columns/column-kind.js';
import type { FrameColumn } from './danfo-frame.js';
import { danfoFrame } from './danfo-frame.js';

export type Aggregation = 'mean' | 'sum' | 'count' | 'min' | 'max';

/** The groups of a table: which group each row is in, and each group's first row. */
export interface Groups {
  ofRow: Int32Array;
  firstRows: number[];
}

/**
 * Groups of equal keys, in the order of their first rows; missing keys are a group of their own. danfo would join the keys
 * with "-" and so mix ("a-b", "c") with ("a", "b-c"), and would take a missing key for an empty text.
 */
export function groupRows(keys: readonly (readonly CellValue[])[], rows: number): Groups {
  const numbers = new Map<CellValue, number>();
  // A single key is its own key in the map; only several need a text that stands for them all.
  const [only] = keys;
  const keyOf = (row: number) =>
    keys.length === 1 ? only[row] : JSON.stringify(keys.map((values) => values[row]));
  const ofRow = new Int32Array(rows);
  const firstRows: number[] = [];
  for (let row = 0; row < rows; row++) {
    const key = keyOf(row);
    let group = numbers.get(key);
    if (group === undefined) {
      group = firstRows.length;
      numbers.set(key, group);
      firstRows.push(row);
    }
    ofRow[row] = group;
  }
  return { ofRow, firstRows };
}

/** One figure per group. A group without values has the count and sum 0, and otherwise a missing value. */
export function aggregateGroups(groups: Groups, column: FrameColumn, aggregation: Aggregation): CellValue[] {
  const present: number[] = [];
  column.values.forEach((value, row) => {
    if (value !== null) present.push(row);
  });
  const figures = present.length === 0 ? {} : danfoFigures(groups, column, present, aggregation);
  const empty = aggregation === 'count' || aggregation === 'sum' ? 0 : null;
  return groups.firstRows.map((_, group) => figures[group]?.value_figure[0] ?? empty);
}

type Figures = Record<number, { value_figure: number[] } | undefined>;

/**
 * danfo's group-by over a frame of the group's number and the present values. Its figures are read before danfo makes a
 * frame of them, which takes time with the square of the number of groups.
 */
function danfoFigures(
  groups: Groups,
  column: FrameColumn,
  rows: number[],
  aggregation: Aggregation,
): Figures {
  const frame = danfoFrame(
    [
      { name: 'group', type: 'number', values: rows.map((row) => groups.ofRow[row]) },
      { name: 'value', type: column.type, values: rows.map((row) => column.values[row]) },
    ],
    rows.length,
  );
  const grouped = frame.groupby(['group']).col(['value']) as unknown as {
    arithemetic(operation: Record<string, string>): Record<string, Record<string, number[]>>;
  };
  const byGroup = grouped.arithemetic({ value: aggregation });
  return Object.fromEntries(
    Object.entries(byGroup).map(([group, figure]) => [
      group,
      { value_figure: figure[`value_${aggregation}`] },
    ]),
  );
}
