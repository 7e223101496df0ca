import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import { taskSpecOf } from '../../../scenarios/task-spec.js';
import type { TargetValue } from '../examples/examples.js';
import type { RowLabel } from '../../../tables/splits/split-rows.js';
import { knownRows, teachingRows, type TrainingData } from '../load/training-data.js';
import { taskOf } from '../tasks/index.js';
import { splitForReport } from './row-splits.js';

/** The rows to learn from, and those that the report is about. */
export function chooseRows({ spec }: Scenario, data: TrainingData, seed: number) {
  const { split, columns } = spec;
  const examples = taskOf(spec).examples(taskSpecOf(spec));
  const labels = split.method === 'stratified' ? classLabels(data.targets) : undefined;
  const { lookAhead } = examples;
  const parts = splitForReport({ split, columns, table: data.table, labels, lookAhead, seed });
  const test = knownRows(data, parts.test);
  return {
    development: teachingRows(data, parts.training),
    test: examples.reported?.(data.table, test) ?? test,
    lookAhead,
  };
}

/** The class of each row as the file has it, which is how a message names it. */
export function classLabels(targets: readonly TargetValue[]): RowLabel[] {
  return targets.map((value) => (typeof value === 'string' || typeof value === 'number' ? value : 'missing'));
}
