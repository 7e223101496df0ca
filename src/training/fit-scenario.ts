import { createRandom } from '../core/random.js';
import { fitPreparation, type RowPreparation } from '../data/staged-preparation.js';
import type { Table } from '../data/table.js';
import type { MetricName } from '../evaluation/metrics/names.js';
import { metrics } from '../evaluation/metrics/index.js';
import type { InputColumns } from '../models/examples.js';
import { checkTrainingOptions, type TrainingOptions } from '../models/training-options.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';
import { taskSpecOf } from '../scenarios/task-spec.js';
import type { Framing, PreparedTable, TargetValue } from '../tasks/framing.js';
import { measure, taskNamed } from '../tasks/index.js';
import type { EncodedTargets, Task, TaskSpec } from '../tasks/task.js';
import { fitCandidate, type Candidate, type CandidateProgress } from './fit-candidate.js';
import type { TrainingData } from './training-data.js';
import { pick } from './pick.js';
import { stagedPlan, stagedRows } from './row-stages.js';
import { validationPlan, type ValidationPlan } from './validation-plan.js';

export interface FitRequest {
  scenario: Scenario;
  data: TrainingData;
  /** Rows of `data` to learn from; no other row is looked at. */
  rows: Int32Array;
  seed: number;
  onProgress?: (progress: CandidateProgress) => void;
  signal?: AbortSignal;
}

/** A candidate with its figure on the rows that it was not fitted on. */
export interface RankedCandidate extends Candidate {
  primary: number;
}

/** Everything learnt from the given rows. `dispose` frees the networks. */
export interface FittedScenario {
  task: Task<unknown, unknown, TargetValue>;
  taskSpec: TaskSpec;
  framing: Framing;
  preparation: RowPreparation;
  fitted: { state: unknown; policy: unknown };
  developmentTargets: EncodedTargets;
  /** The configured network first, then the linear model where it is another. */
  candidates: RankedCandidate[];
  /** The candidate that serves: the best primary metric on rows it did not learn from. */
  served: RankedCandidate;
  dispose(): void;
}

/**
 * Prepare, build and train on `rows` alone: the configured network and, beside it, the linear model; the better of the two
 * on rows that each did not learn from is the one that serves.
 */
export async function fitScenario(request: FitRequest): Promise<FittedScenario> {
  const { scenario, data, rows, seed } = request;
  const { spec, plugin } = scenario;
  const task = taskNamed(spec.task.name);
  const taskSpec: TaskSpec = taskSpecOf(spec);
  const framing = task.framing(taskSpec);
  const values = Array.from(rows, (row) => data.targets[row]);
  const table = data.table.take(rows);
  const state = task.fitTarget(values, taskSpec);
  const rowPlan = validationPlan({ spec, table, labels: task.strata?.(values, state), seed });
  const columns = [...spec.columns, ...(plugin.derivedColumns ?? [])];
  const preparation = fitPreparation(table.take(rowPlan.preparationRows), columns, spec.stages);
  const staged = stagedRows(scenario, table);
  const targets = pick(task.encodeTargets(values, state), staged.origins);
  const plan = stagedPlan(rowPlan, staged.origins);
  // Copies of rows stand for themselves; else the rows before those to learn from are their context.
  const inputs = staged.copied
    ? framing.inputs(prepareTable(preparation, staged.table))
    : framing.inputs(prepareTable(preparation, data.table), rows);
  const candidates = await fitCandidates(request, { task, state, targets, inputs, plan });
  const served = best(candidates, spec.metrics.primary as MetricName);
  const outside = pick(targets, served.outOfSample.rows);
  const policy = task.fitPolicy(served.outOfSample.outputs, outside, state, taskSpec);
  return {
    task,
    taskSpec,
    framing,
    preparation,
    fitted: { state, policy },
    developmentTargets: targets,
    candidates,
    served,
    dispose: () => candidates.forEach((candidate) => candidate.model.dispose()),
  };
}

interface LearningParts {
  task: FittedScenario['task'];
  state: unknown;
  targets: EncodedTargets;
  inputs: InputColumns;
  plan: ValidationPlan;
}

/** A table as a framing reads it. */
export function prepareTable(preparation: RowPreparation, table: Table): PreparedTable {
  return { table, matrix: preparation.transform(table), features: preparation.features };
}

/** When one fails or is cancelled, those before it are freed. */
async function fitCandidates(
  { scenario, seed, onProgress, signal }: FitRequest,
  { task, state, targets, inputs, plan }: LearningParts,
): Promise<RankedCandidate[]> {
  const head = task.head(state);
  const primary = scenario.spec.metrics.primary as MetricName;
  const random = createRandom(seed);
  const candidates: RankedCandidate[] = [];
  try {
    for (const candidateSpec of candidateSpecs(scenario)) {
      const own = { ...candidateSpec, random: random.fork(candidateSpec.architecture) };
      const candidate = await fitCandidate({ ...own, head, inputs, targets, plan, onProgress, signal });
      candidates.push({ ...candidate, primary: primaryOf(candidate, targets, task, state, primary) });
    }
  } catch (error) {
    candidates.forEach(({ model }) => model.dispose());
    throw error;
  }
  return candidates;
}

/** The configured network, and the linear model as its baseline where it is another. */
function candidateSpecs({ spec }: Scenario) {
  const training: TrainingOptions = checkTrainingOptions(spec.training);
  const configured = { architecture: spec.model.architecture, options: spec.model.options, training };
  if (configured.architecture === 'linear') return [configured];
  return [configured, { architecture: 'linear' as const, options: {}, training: linearTraining }];
}

/** Settings of the linear baseline: convex, so a fixed recipe does. */
const linearTraining: TrainingOptions = checkTrainingOptions({
  epochs: 300,
  batchSize: 256,
  optimiser: { name: 'adam', learningRate: 0.02 },
  schedule: { name: 'cosine' },
  l2: 0.002,
  earlyStopping: { patience: 40, minDelta: 0 },
});

function primaryOf(
  candidate: Candidate,
  targets: EncodedTargets,
  task: FittedScenario['task'],
  state: unknown,
  name: MetricName,
): number {
  const { rows, outputs } = candidate.outOfSample;
  return measure(task.scored(outputs, pick(targets, rows), { state }), [name])[name] ?? NaN;
}

function best(candidates: RankedCandidate[], name: MetricName): RankedCandidate {
  const sign = metrics[name].greaterIsBetter ? 1 : -1;
  return candidates.reduce((winner, candidate) =>
    sign * candidate.primary > sign * winner.primary ? candidate : winner,
  );
}
