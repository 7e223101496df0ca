import type { CellValue } from '../../../tables/columns/column-kind.js';
import type { Table } from '../../../tables/table.js';
import type { TargetValue } from '../examples/examples.js';
import type { EncodedTargets } from '../tasks/task.js';
import { prepareTable, type FittedScenario } from '../fit/fit-scenario.js';
import type { RankedCandidate } from '../fit/rank-candidates.js';
import type { TrainingData } from '../load/training-data.js';

/** Rows that nothing was learnt from, prepared as serving would. */
export interface HeldOutRows {
  table: Table;
  targets: EncodedTargets;
  /** What the rows would teach, as it is before it is encoded. */
  values: readonly TargetValue[];
  /** What could be said without a model, for tasks that look ahead. */
  baselines: Readonly<Record<string, Float64Array>>;
  /** Sensitive columns by name. */
  sensitive: Map<string, readonly CellValue[]>;
  outputs(candidate: Pick<RankedCandidate, 'model'>): Float32Array;
}

export function holdOut(
  { preparation, task, fitted, framing }: FittedScenario,
  data: TrainingData,
  rows: Int32Array,
  sensitive: readonly string[],
): HeldOutRows {
  const table = data.table.take(rows);
  const inputs = framing.inputs(prepareTable(preparation, data.table), rows);
  const values = Array.from(rows, (row) => data.targets[row]);
  return {
    table,
    values,
    baselines: framing.lookAhead?.baselines(data.table, rows) ?? {},
    targets: task.encodeTargets(values, fitted.state),
    sensitive: new Map(sensitive.map((name) => [name, table.column(name)])),
    outputs: ({ model }) => model.predict(inputs, rows.length),
  };
}
