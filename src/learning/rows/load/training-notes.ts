import { shown } from '../../../core/errors.js';
import { columnKind } from '../../../tables/columns/index.js';
import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import type { ReadRows } from '../../../tables/reading/rows.js';
import type { UntaughtRows } from '../examples/examples.js';
import { leftOutNotes } from '../../loading/left-out-rows.js';
import { mostLines, type TrainingNote } from '../../training-note.js';
import { leftOutDifferences } from './left-out-difference.js';
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
  // A byte for each row of the file: a set cannot hold as many as a large table has.
  const learnt = new Uint8Array(lines.length);
  for (const row of read.accepted) learnt[row] = 1;
  const isLearnt = (row: number) => learnt[row] === 1;
  const reviewed = columns.map((column, i) => reviewedColumn(column, read, (row) => inputAt(row, i)));
  const reasons = read.rejected.flatMap(({ row, problems }) =>
    problems.map(({ column, expected }) => ({ column, expected, line: lines[row] })),
  );
  return [
    ...leftOutNotes(reasons),
    ...(reasons.length === 0 ? [] : leftOutDifferences(reviewed, isLearnt, targets)),
    ...reviewed.flatMap((one) => findingNotes(one, isLearnt, lines)),
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
