import { shown } from '../../../core/errors.js';
import { columnKind } from '../../../tables/columns/index.js';
import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import type { ReadRows } from '../../../tables/reading/rows.js';
import type { UntaughtRows } from '../examples/examples.js';
import { leftOutNotes } from '../../loading/left-out-rows.js';
import { mostLines, type TrainingNote } from '../../training-note.js';
import { conflictNotes } from './conflicting-rows.js';
import { largestDifferences, leftOutDifference, type Difference } from './left-out-difference.js';
import { reviewedColumn, type ReviewedColumn } from './reviewed-column.js';

interface NotedRows {
  columns: readonly ColumnSpec[];
  /** Names of the columns to predict. */
  targets: readonly string[];
  read: ReadRows;
  inputAt: (row: number, column: number) => unknown;
  /** Of each row of the file the line at which it begins. */
  lines: ArrayLike<number>;
}

/** What should be known of the rows of a file: which are left out and how they differ, and what columns find in the others. */
export function notesOfRows({ columns, targets, read, inputAt, lines }: NotedRows): TrainingNote[] {
  const learnt = new Uint8Array(read.accepted.length + read.rejected.length);
  for (const row of read.accepted) learnt[row] = 1;
  const isLearnt = (row: number) => learnt[row] === 1;
  const differences: Difference[] = [];
  const findings: TrainingNote[] = [];
  // One column after the other: the cells of all at once would be another table in memory.
  columns.forEach((column, i) => {
    const reviewed = reviewedColumn(column, read, (row) => inputAt(row, i));
    if (read.rejected.length > 0) differences.push(...leftOutDifference(reviewed, isLearnt));
    findings.push(...findingNotes(reviewed, isLearnt, lines));
  });
  const reasons = read.rejected.flatMap(({ row, problems }) =>
    problems.map(({ column, expected }) => ({ column: column || undefined, expected, line: lines[row] })),
  );
  const { table, accepted } = read;
  return [
    ...leftOutNotes(reasons),
    ...largestDifferences(differences, targets),
    ...findings,
    ...conflictNotes({ columns, targets, table }, (row) => lines[accepted[row]]),
  ];
}

/** Rows that are read and yet teach nothing. @param lineOf of a row of the table. */
export function untaughtNotes(
  untaught: UntaughtRows | undefined,
  lineOf: (row: number) => number,
): TrainingNote[] {
  if (!untaught || untaught.rows.length === 0) return [];
  const { rows, text } = untaught;
  const lines = rows.slice(0, mostLines).map(lineOf);
  return [{ code: 'rows-teach-nothing', text, count: rows.length, lines }];
}

/** What a column finds in the rows that are learnt from. */
function findingNotes(
  { column, cells }: ReviewedColumn,
  isLearnt: (row: number) => boolean,
  lines: ArrayLike<number>,
): TrainingNote[] {
  const findings = columnKind(column).review?.(cells, column) ?? [];
  return findings.flatMap(({ code, text, rows }) => {
    const about = rows.filter(isLearnt);
    if (about.length === 0) return [];
    const name = shown(column.name);
    return [
      {
        code,
        column: column.name,
        text: { en: `${name}: ${text.en}`, zh: `${name}：${text.zh}` },
        count: about.length,
        lines: about.slice(0, mostLines).map((row) => lines[row]),
      },
    ];
  });
}
