import { InvalidInputError } from '../../core/errors.js';
import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import type { DividedRows, DivideRequest } from '../family.js';
import type { TrainingData } from '../rows/load/training-data.js';
import { divideRows } from '../rows/split/divide-rows.js';
import { splitForReport } from '../rows/split/row-splits.js';
import { asRegression, treatedIn } from './load/treated-rows.js';

/** The rows to learn from (`training`) and those that the report is about (`test`); a stratified split keeps the arms even. */
export function chooseTreated({ spec }: Scenario, data: TrainingData, seed: number) {
  const labels = [...treatedIn(spec, data.table)];
  const { training, test } = splitForReport({ split: spec.split, table: data.table, labels, seed });
  if (training.length > 0 && test.length > 0) return { development: training, test };
  throw new InvalidInputError('No row is left for learning or for the report.', {
    details: [{ expected: 'at least one row of each', received: `${data.table.rows} rows in all` }],
    withoutData: true,
  });
}

/** Folds over the rows, by the method of the scenario's split; a stratified one keeps the arms even. */
export function divideTreated(scenario: Scenario, data: TrainingData, request: DivideRequest): DividedRows {
  const treated = treatedIn(scenario.spec, data.table);
  // What is stratified by are the classes of the targets, which here are the arms.
  return divideRows(asRegression(scenario), { ...data, targets: [...treated] }, request);
}
