import type { Table } from '../batch/csv';

interface Parts {
  /** What was scored at first, in the order of the file. */
  scored: Table;
  /** What was rejected then: the first column is the line of the file. */
  rejects: Table;
  /** The rejected rows that were scored after their repair, each with its place among the rejects. */
  repaired: readonly { row: string[]; reject: number }[];
  /** Lines of the file that are blank: where there are some, lines cannot be counted from the rows. */
  blankLines: number;
}

/**
 * The rows of a file in its order: those that were scored at first, and between them those that were rejected and repaired. Where the
 * lines cannot be told, the repaired ones come last.
 */
export function mergedRows({ scored, rejects, repaired, blankLines }: Parts): string[][] {
  if (blankLines > 0) return [...scored.rows, ...repaired.map(({ row }) => row)];
  const byLine = new Map(rejects.rows.map(([line], i) => [Number(line), i]));
  const rows = new Map(repaired.map(({ row, reject }) => [reject, row]));
  const merged: string[][] = [];
  // The header is the first line.
  let line = 2;
  const takeRejects = () => {
    for (let i = byLine.get(line); i !== undefined; i = byLine.get(line)) {
      const row = rows.get(i);
      if (row) merged.push(row);
      line += rejects.lines[i] > 1 ? linesOf(rejects.rows[i]) : 1;
    }
  };
  scored.rows.forEach((row, i) => {
    takeRejects();
    merged.push(row);
    line += scored.lines[i];
  });
  takeRejects();
  return merged;
}

/** How many lines the original text of a reject takes, which is its fourth column. */
function linesOf(reject: readonly string[]): number {
  return (reject[3] ?? '').split('\n').length;
}

/**
 * Which reject each repaired row was: in order, less those that were rejected again, whose lines count the repaired file.
 * @param again lines of the repaired file that were rejected again, the header being line 1
 */
export function placesOf(count: number, again: readonly number[]): number[] {
  const left = new Set(again.map((line) => line - 2));
  return Array.from({ length: count }, (_, i) => i).filter((i) => !left.has(i));
}
