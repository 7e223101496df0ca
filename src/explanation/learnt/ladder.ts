import type { CellValue } from '../../tables/columns/column-kind.js';

/** Values of a column in an order: the edges of bins, or all that there are. */
export interface Ladder {
  /** What the column is set to, in the order. */
  values: readonly CellValue[];
  /** Where on an axis each of them lies, ascending. */
  places: readonly number[];
  /** Where on that axis the rows lie, whose answers are asked; NaN for one without a value. */
  rows: ArrayLike<number>;
}

/** A row asked with a value of the column in place of its own. */
export interface Question {
  row: number;
  value: CellValue;
}

/** Rows of which the effect of one step of a ladder is told. */
export interface Step {
  rows: readonly number[];
  /** How many of them lie on the step; the others are the nearest to it. */
  own: number;
}

/** With fewer rows a mean says little. */
const fewestRows = 8;

/**
 * The rows that tell what each step from one value to the next does: those that lie on it, both ends included, and where these are few the nearest ones, so that
 * no row is asked far from where it is.
 */
export function stepsOf({ places, rows }: Ladder): Step[] {
  return places.slice(1).map((to, i) => {
    const from = places[i];
    const near = Array.from(rows, (at, row) => ({ row, apart: Math.max(from - at, at - to, 0) }))
      .filter(({ apart }) => !Number.isNaN(apart))
      .sort((a, b) => a.apart - b.apart || a.row - b.row);
    const own = near.filter(({ apart }) => apart === 0).length;
    const chosen = near.slice(0, Math.max(own, fewestRows)).map(({ row }) => row);
    // Where no row has a value, all stand equally far.
    return { rows: chosen.length > 0 ? chosen : Array.from(rows, (_, row) => row), own };
  });
}

/** Each row of each step at its beginning, then at its end. */
export function questionsOfSteps({ values }: Ladder, steps: readonly Step[]): Question[] {
  return steps.flatMap(({ rows }, i) =>
    [values[i], values[i + 1]].flatMap((value) => rows.map((row) => ({ row, value }))),
  );
}

/** Every row with every value. */
export function questionsOfLevels(values: readonly CellValue[], rows: number): Question[] {
  return values.flatMap((value) => Array.from({ length: rows }, (_, row) => ({ row, value })));
}
