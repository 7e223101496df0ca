import { InvalidInputError } from '../../../core/errors.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { DividedRows, DivideRequest } from '../../family.js';
import { knownRows, type TrainingData } from '../load/training-data.js';
import { classLabels } from './choose-rows.js';
import { foldsOfTable } from './row-splits.js';

/**
 * Folds over the rows whose outcome is known, by the method of the scenario's `split`: classes even (stratified) or groups whole.
 * @throws InvalidInputError where time or the data itself says what is held out, and where rows, classes or groups are too few.
 */
export function divideRows(
  { spec: { id, split, columns } }: Scenario,
  data: TrainingData,
  { k, repeats, seed }: DivideRequest,
): DividedRows {
  if (split.method === 'time' || split.method === 'given') throw notByChance(id, split.method);
  const known = knownRows(data, Int32Array.from(data.sourceRows.keys()));
  const table = data.table.take(known);
  const targets = Array.from(known, (row) => data.targets[row]);
  const labels = split.method === 'stratified' ? classLabels(targets) : undefined;
  const divided = Array.from({ length: repeats }, (_, repeat) => {
    const folds = new Int32Array(data.source.rows + data.source.rejected).fill(-1);
    const parts = foldsOfTable({ split, columns, table, labels, seed: seed + repeat }, k);
    parts.forEach(({ test }, fold) => {
      for (const row of test) folds[data.sourceRows[known[row]]] = fold;
    });
    return folds;
  });
  return { method: split.method, repeats: divided };
}

function notByChance(id: string, method: 'time' | 'given'): InvalidInputError {
  const why = {
    time: 'holds the latest rows out: folds drawn by chance would learn from later rows than they predict',
    given: 'holds the rows out that its data marks: folds drawn by chance would mix them with the others',
  }[method];
  return new InvalidInputError(`${id} ${why}.`, {
    details: [{ expected: 'a split that is random, stratified or by groups', received: method }],
    hint: `Say which rows belong together: sextant evaluate ${id} --folds FILE, a CSV with the columns row, repeat0. Or read the report: sextant evaluate ${id}`,
  });
}
