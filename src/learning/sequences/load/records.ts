import type { CellValue } from '../../../tables/columns/column-kind.js';
import type { Table } from '../../../tables/table.js';
import type { TracingOptions } from '../options.js';

/** The answers of a learner in their order. */
export interface LearnerRecord {
  learner: CellValue;
  /** Rows of the table, one for each answer. */
  rows: Int32Array;
  /** Skills as the table names them. */
  skills: string[];
  /** 1 where the answer was right, else 0. */
  right: Uint8Array;
}

/** Columns of a table that say who answered what, and which code of the target is right. */
export interface AnswerColumns extends Pick<TracingOptions, 'group' | 'order' | 'skill'> {
  target: string;
  positive: string;
}

/** The learners of a table in the order of their first rows. Rows without a skill or an answer ask, and are no part of a record. */
export function recordsOf(table: Table, columns: AnswerColumns): LearnerRecord[] {
  const [groups, order] = [table.column(columns.group), table.column(columns.order)];
  const [skills, outcomes] = [table.column(columns.skill), table.column(columns.target)];
  const byLearner = new Map<CellValue, number[]>();
  groups.forEach((learner, row) => {
    const rows = byLearner.get(learner) ?? [];
    if (rows.length === 0) byLearner.set(learner, rows);
    if (skills[row] !== null && outcomes[row] !== null) rows.push(row);
  });
  return Array.from(byLearner, ([learner, rows]) => {
    const sorted = Int32Array.from(rows).sort((a, b) => Number(order[a]) - Number(order[b]) || a - b);
    return {
      learner,
      rows: sorted,
      skills: Array.from(sorted, (row) => String(skills[row])),
      right: Uint8Array.from(sorted, (row) => (outcomes[row] === columns.positive ? 1 : 0)),
    };
  }).filter(({ rows }) => rows.length > 0);
}
