import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import { rowMask } from '../../../tables/splits/row-mask.js';
import type { Table } from '../../../tables/table.js';
import { splitForReport, splitTable } from '../../rows/split/row-splits.js';
import type { LoadedAnswers } from './load-learners.js';
import type { LearnerRecord } from './records.js';

/** Share of the learners to learn from whose answers stop a training, where nothing is said. */
const usualFraction = 0.2;

/** What a column that divides the rows says of those whose answers stop a training. */
const stoppingPart = 'validation';

export interface DividedLearners {
  training: LearnerRecord[];
  /** Learners whose answers stop a training and choose between candidates. */
  stopping: LearnerRecord[];
  test: LearnerRecord[];
}

/** Learners to learn from, those who stop the learning, and those held out; each learner is in one part. */
export function divideLearners(
  spec: ScenarioSpec,
  { table, records }: LoadedAnswers,
  seed: number,
): DividedLearners {
  const { split } = spec;
  const report = splitForReport({ split, table, columns: spec.columns, seed });
  const isTest = rowMask(report.test, table.rows);
  const [test, others] = apart(records, ({ rows }) => isTest[rows[0]] === 1);
  return { test, ...divideStopping(spec, table, others, seed) };
}

/** Those who stop a training: as the data say, else by chance. */
export function divideStopping(
  { split, columns }: ScenarioSpec,
  table: Table,
  records: readonly LearnerRecord[],
  seed: number,
): Omit<DividedLearners, 'test'> {
  const { method, column, validation = { fraction: usualFraction } } = split;
  if (method === 'given' && column !== undefined) {
    const marks = table.column(column);
    const [stopping, training] = apart(records, ({ rows }) => marks[rows[0]] === stoppingPart);
    if (stopping.length > 0 && training.length > 0) return { stopping, training };
  }
  const learners = Int32Array.from(records, ({ rows }) => rows[0]);
  const fraction = 'fraction' in validation ? validation.fraction : usualFraction;
  // One row stands for a learner.
  const request = { split, table: table.take(learners), columns, seed };
  const held = rowMask(splitTable(request, { validation: fraction, test: 0 }).validation, records.length);
  const places = new Map(records.map((record, i) => [record, i]));
  const [stopping, training] = apart(records, (record) => held[places.get(record) ?? 0] === 1);
  return { stopping, training };
}

function apart(
  records: readonly LearnerRecord[],
  test: (record: LearnerRecord) => boolean,
): [LearnerRecord[], LearnerRecord[]] {
  return [records.filter(test), records.filter((record) => !test(record))];
}
