import { InvalidInputError } from '../../core/errors.js';
import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';
import type { DividedRows, DivideRequest } from '../family.js';
import type { TrainingData } from '../rows/load/training-data.js';
import { divideRows } from '../rows/split/divide-rows.js';
import { splitForReport } from '../rows/split/row-splits.js';
import { asRegression, treatedIn } from './load/treated-rows.js';

/** A split by chance keeps the arms even: each is learnt from and judged by. */
export function armSplit({ split }: Pick<ScenarioSpec, 'split'>): ScenarioSpec['split'] {
  return split.method === 'random' ? { ...split, method: 'stratified' } : split;
}

/** The rows to learn from, and those that the report is about. */
export function chooseTreated({ spec }: Scenario, data: TrainingData, seed: number) {
  const { table } = data;
  const labels = [...treatedIn(spec, table)];
  const { training, test } = splitForReport({
    split: armSplit(spec),
    table,
    columns: spec.columns,
    labels,
    seed,
  });
  if (training.length > 0 && test.length > 0) return { development: training, test };
  throw new InvalidInputError('No row is left for learning or for the report.', {
    details: [{ expected: 'at least one row of each', received: `${table.rows} rows in all` }],
    withoutData: true,
  });
}

/** Folds over the rows, by the method of the scenario's split. */
export function divideTreated(scenario: Scenario, data: TrainingData, request: DivideRequest): DividedRows {
  const treated = treatedIn(scenario.spec, data.table);
  // What is stratified by are the classes of the targets, which here are the arms.
  const { spec, ...rest } = asRegression(scenario);
  const stratified = { ...rest, spec: { ...spec, split: armSplit(spec) } };
  return divideRows(stratified, { ...data, targets: [...treated] }, request);
}
