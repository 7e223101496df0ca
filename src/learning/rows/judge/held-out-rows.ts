import type { CellValue } from '../../../tables/columns/column-kind.js';
import type { Table } from '../../../tables/table.js';
import type { ScoredRows } from '../../scored-rows.js';
import type { EncodedTargets } from '../../targets.js';
import { prepareTable, type TargetValue } from '../examples/examples.js';
import type { FittedScenario } from '../fit/fit-scenario.js';
import type { RankedCandidate } from '../fit/rank-candidates.js';
import type { TrainingData } from '../load/training-data.js';
import { settledOutputs } from '../tasks/settled-outputs.js';

type WithModel = Pick<RankedCandidate, 'model'>;

/** Rows that nothing was learnt from, prepared as serving would. Each candidate predicts them once. */
export interface HeldOutRows {
  table: Table;
  targets: EncodedTargets;
  /** What the rows would teach, as it is before it is encoded. */
  values: readonly TargetValue[];
  /** What could be said without a model, for tasks that look ahead. */
  baselines: Readonly<Record<string, Float64Array>>;
  /** Sensitive columns by name. */
  sensitive: Map<string, readonly CellValue[]>;
  outputs(candidate: WithModel): Float32Array;
  /** Outputs beside what happened. */
  scored(candidate: WithModel): ScoredRows;
}

export function holdOut(
  { preparation, task, fitted, examples }: FittedScenario,
  data: TrainingData,
  rows: Int32Array,
  sensitive: readonly string[] = [],
): HeldOutRows {
  const table = data.table.take(rows);
  const inputs = examples.inputs(prepareTable({ preparation, examples }, data.table), rows);
  const values = Array.from(rows, (row) => data.targets[row]);
  const targets = task.encodeTargets(values, fitted.state);
  const predicted = new Map<object, Float32Array>();
  const outputs = ({ model }: WithModel) => {
    const known =
      predicted.get(model) ??
      settledOutputs({ task, examples, state: fitted.state }, model.predict(inputs, rows.length), {
        table: data.table,
        rows,
      });
    predicted.set(model, known);
    return known;
  };
  return {
    table,
    values,
    baselines: examples.lookAhead?.baselines(data.table, rows) ?? {},
    targets,
    sensitive: new Map(sensitive.map((name) => [name, table.column(name)])),
    outputs,
    scored: (candidate) => task.scored(outputs(candidate), targets, fitted),
  };
}
