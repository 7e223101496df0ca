import { fitPreparation, type RowPreparation } from '../../../tables/preparation/staged-preparation.js';
import type { Table } from '../../../tables/table.js';
import type { MetricName } from '../../../evaluation/metrics/names.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import { taskSpecOf } from '../../../scenarios/task-spec.js';
import { prepareTable, type Examples, type TargetValue } from '../examples/examples.js';
import { taskOf } from '../tasks/index.js';
import { settledOutputs } from '../tasks/settled-outputs.js';
import type { Task, TaskSpec } from '../tasks/task.js';
import type { EncodedTargets } from '../../targets.js';
import type { CandidateProgress } from '../../fitting/fit-candidate.js';
import { fitCandidates } from './fit-candidates.js';
import type { TrainingData } from '../load/training-data.js';
import { pick } from '../../fitting/pick.js';
import { bestOf, rankCandidates, type RankedCandidate } from './rank-candidates.js';
import { rowColumns } from '../load/derived-columns.js';
import { stagedPlan, stagedRows } from '../load/row-stages.js';
import { requireRows } from '../split/empty-parts.js';
import { validationPlan } from '../split/validation-plan.js';

export interface FitRequest {
  scenario: Scenario;
  data: TrainingData;
  /** Rows of `data` to learn from; no other row is looked at. */
  rows: Int32Array;
  seed: number;
  /** Minutes in which other networks are tried, too. */
  search?: number;
  onProgress?: (progress: CandidateProgress) => void;
  signal?: AbortSignal;
}

/** Everything learnt from the given rows. `dispose` frees the networks. */
export interface FittedScenario {
  task: Task<unknown, unknown, TargetValue>;
  taskSpec: TaskSpec;
  examples: Examples;
  preparation: RowPreparation;
  fitted: { state: unknown; policy: unknown };
  /** How many rows it was learnt from. */
  rows: number;
  developmentTargets: EncodedTargets;
  /** The configured network first, then the linear model where it is another, and at last their blend where there is one. */
  candidates: RankedCandidate[];
  /** The candidate that serves: the best primary metric on rows it did not learn from. */
  served: RankedCandidate;
  /** Classes of which the rows by which it was chosen have none. */
  absentFromChoice: { code: string; label: string }[];
  dispose(): void;
}

/**
 * Prepare, build and train on `rows` alone: the configured network and, beside it, the linear model; the best of them and their blend
 * on rows that each did not learn from is the one that serves.
 */
export async function fitScenario(request: FitRequest): Promise<FittedScenario> {
  const { scenario, data, rows, seed } = request;
  const { spec } = scenario;
  const task = taskOf(spec);
  const taskSpec: TaskSpec = taskSpecOf(spec);
  const examples = task.examples(taskSpec);
  const values = Array.from(rows, (row) => data.targets[row]);
  const table = data.table.take(rows);
  const state = task.fitTarget(values, taskSpec);
  const { lookAhead } = examples;
  const rowPlan = validationPlan({ spec, table, labels: task.strata?.(values, state), lookAhead, seed });
  for (const { training, validation } of rowPlan.members) {
    requireRows({ learning: training.length, validation: validation.length }, lookAhead);
  }
  const completed = examples.completed?.(data.table).take(rows) ?? table;
  const preparationTable = completed.take(rowPlan.preparationRows);
  const preparation = fitPreparation(preparationTable, rowColumns(spec), spec.stages);
  const prepared = (one: Table) => prepareTable({ preparation, examples }, one);
  const staged = stagedRows(scenario, table);
  const targets = pick(task.encodeTargets(values, state), staged.origins);
  const plan = stagedPlan(rowPlan, staged.origins);
  // Copies of rows stand for themselves; else the rows before those to learn from are their context.
  const inputs = staged.copied
    ? examples.inputs(prepared(staged.table))
    : examples.inputs(prepared(data.table), rows);
  // Sequences keep one network: what a blend gives was measured on tables.
  const blends = examples.history === undefined;
  const head = task.head(state);
  const fitted = await fitCandidates({ ...request, head, inputs, targets, plan });
  const primary = spec.metrics.primary as MetricName;
  const settled = (outputs: Float32Array, own: Int32Array) =>
    settledOutputs({ task, examples, state }, outputs, {
      table: data.table,
      rows: own.map((row) => rows[staged.origins[row]]),
    });
  const candidates = rankCandidates(fitted, { task, state, targets, primary, blends, settled });
  const served = bestOf(candidates, primary);
  const choosing = Array.from(served.outOfSample.rows, (row) => values[staged.origins[row]]);
  const outside = pick(targets, served.outOfSample.rows);
  const outputs = settled(served.outOfSample.outputs, served.outOfSample.rows);
  const policy = task.fitPolicy(outputs, outside, state, taskSpec);
  return {
    task,
    taskSpec,
    examples,
    preparation,
    fitted: { state, policy },
    rows: rows.length,
    developmentTargets: targets,
    candidates,
    served,
    absentFromChoice: task.absentClasses?.(choosing, state) ?? [],
    dispose: () => candidates.forEach((candidate) => candidate.model.dispose()),
  };
}
