/** What was answered of a row, and what happened, in the target's unit. */
export interface AnsweredRow {
  value: number;
  lower: number;
  upper: number;
  actual: number;
  /** Whether `actual` counts as inside. */
  inside: boolean;
}

/** How intervals fare on rows of which it is known what happened. */
export interface IntervalFigures {
  rows: number;
  /** Share of the rows inside their intervals. */
  covered: number;
  medianWidth: number;
  /** Mean interval score: the width, and what lies outside times 2 / (1 - coverage) (Gneiting & Raftery, 2007). Less is better. */
  score: number;
  /**
   * The same for the rows of low, middle and high predictions. Where one width is given to all, rows that are hard to tell show here: their
   * intervals hold too few. Absent where rows are too few to tell.
   */
  thirds?: { from: number; to: number; rows: number; covered: number; medianWidth: number }[];
}

/** A third of fewer rows tells nothing. */
const fewestOfThird = 10;

/**
 * @param coverage share of rows that the intervals are meant to hold.
 * @returns NaN for figures of no rows.
 */
export function intervalFigures(rows: readonly AnsweredRow[], coverage: number): IntervalFigures {
  const score = (row: AnsweredRow) =>
    row.upper -
    row.lower +
    (2 / (1 - coverage)) * (Math.max(0, row.lower - row.actual) + Math.max(0, row.actual - row.upper));
  const thirds = thirdsOf(rows);
  return {
    rows: rows.length,
    covered: share(rows),
    medianWidth: medianWidth(rows),
    score: rows.reduce((sum, row) => sum + score(row), 0) / rows.length,
    ...(thirds[0].length >= fewestOfThird && { thirds: thirds.map(thirdFigures) }),
  };
}

/** Equally many rows each, by what was predicted. */
function thirdsOf(rows: readonly AnsweredRow[]): AnsweredRow[][] {
  const sorted = [...rows].sort((a, b) => a.value - b.value);
  const border = (third: number) => Math.floor((third * sorted.length) / 3);
  return [0, 1, 2].map((third) => sorted.slice(border(third), border(third + 1)));
}

function thirdFigures(rows: readonly AnsweredRow[]) {
  const [from, to] = [rows[0].value, rows[rows.length - 1].value];
  return { from, to, rows: rows.length, covered: share(rows), medianWidth: medianWidth(rows) };
}

function share(rows: readonly AnsweredRow[]): number {
  return rows.filter(({ inside }) => inside).length / rows.length;
}

function medianWidth(rows: readonly AnsweredRow[]): number {
  const widths = Float64Array.from(rows, ({ lower, upper }) => upper - lower).sort();
  const middle = (widths.length - 1) / 2;
  return (widths[Math.floor(middle)] + widths[Math.ceil(middle)]) / 2;
}
