import type { CellValue } from '../data/columns/column-kind.js';
import type { Table } from '../data/table.js';
import type { EncodedTargets } from '../tasks/task.js';
import type { Candidate } from './fit-candidate.js';
import type { FittedScenario } from './fit-scenario.js';
import type { TrainingData } from './training-data.js';

/** Rows that nothing was learnt from, prepared as serving would. */
export interface HeldOutRows {
  table: Table;
  features: { data: Float32Array; rows: number; width: number };
  targets: EncodedTargets;
  /** Sensitive columns by name. */
  sensitive: Map<string, readonly CellValue[]>;
  outputs(candidate: Pick<Candidate, 'model'>): Float32Array;
}

export function holdOut(
  { preparation, task, fitted }: FittedScenario,
  data: TrainingData,
  rows: Int32Array,
  sensitive: readonly string[],
): HeldOutRows {
  const table = data.table.take(rows);
  const features = preparation.transform(table);
  const values = Array.from(rows, (row) => data.targets[row]);
  const shape = [features.width];
  return {
    table,
    features,
    targets: task.encodeTargets(values, fitted.state),
    sensitive: new Map(sensitive.map((name) => [name, table.column(name)])),
    outputs: ({ model }) => model.predict({ features: { data: features.data, shape } }, features.rows),
  };
}
