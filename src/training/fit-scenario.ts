import { createRandom } from '../core/random.js';
import { fitPreparation, type RowPreparation } from '../data/staged-preparation.js';
import type { Table } from '../data/table.js';
import type { MetricName } from '../evaluation/metrics/names.js';
import { metrics } from '../evaluation/metrics/index.js';
import type { InputColumns } from '../models/examples.js';
import { blend, calibrated, Ensemble } from '../models/ensemble.js';
import { createLoss } from '../models/losses/index.js';
import type { DataSize } from '../models/network.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';
import { taskSpecOf } from '../scenarios/task-spec.js';
import type { Framing, PreparedTable, TargetValue } from '../tasks/framing.js';
import { measure, taskNamed } from '../tasks/index.js';
import type { EncodedTargets, Task, TaskSpec } from '../tasks/task.js';
import { fitCandidate, type Candidate, type CandidateProgress } from './fit-candidate.js';
import { blendWeights } from './blend-weights.js';
import { candidateSpecs } from './candidate-specs.js';
import { chooseCalibration } from './choose-calibration.js';
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

/** A way to answer that was tried, with its figure on the rows that it was not fitted on. */
export interface RankedCandidate extends Pick<Candidate, 'outOfSample' | 'histories' | 'seconds'> {
  /** An architecture, or what tells it from others of the same; `blend` for several candidates together. */
  name: string;
  model: Ensemble;
  /** Of a blend the share of each candidate, by name. */
  shares?: Record<string, number>;
  primary: number;
}

/** Everything learnt from the given rows. `dispose` frees the networks. */
export interface FittedScenario {
  task: Task<unknown, unknown, TargetValue>;
  taskSpec: TaskSpec;
  framing: Framing;
  preparation: RowPreparation;
  fitted: { state: unknown; policy: unknown };
  /** How many rows it was learnt from. */
  rows: number;
  developmentTargets: EncodedTargets;
  /** The configured network first, then the linear model where it is another, and at last their blend where there is one. */
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
  const { lookAhead } = framing;
  const rowPlan = validationPlan({ spec, table, labels: task.strata?.(values, state), lookAhead, seed });
  const columns = [...spec.columns, ...(plugin.derivedColumns ?? [])];
  const preparation = fitPreparation(table.take(rowPlan.preparationRows), columns, spec.stages);
  const staged = stagedRows(scenario, table);
  const targets = pick(task.encodeTargets(values, state), staged.origins);
  const plan = stagedPlan(rowPlan, staged.origins);
  // Copies of rows stand for themselves; else the rows before those to learn from are their context.
  const inputs = staged.copied
    ? framing.inputs(prepareTable(preparation, staged.table))
    : framing.inputs(prepareTable(preparation, data.table), rows);
  // Sequences keep one network: what a blend gives was measured on tables.
  const blends = framing.history === undefined;
  const candidates = await fitCandidates(request, { task, state, targets, inputs, plan, blends });
  const served = best(candidates, spec.metrics.primary as MetricName);
  const outside = pick(targets, served.outOfSample.rows);
  const policy = task.fitPolicy(served.outOfSample.outputs, outside, state, taskSpec);
  return {
    task,
    taskSpec,
    framing,
    preparation,
    fitted: { state, policy },
    rows: rows.length,
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
  /** Whether candidates may answer together. */
  blends: boolean;
}

/** A table as a framing reads it. */
export function prepareTable(preparation: RowPreparation, table: Table): PreparedTable {
  return { table, matrix: preparation.transform(table), features: preparation.features };
}

/** When one fails or is cancelled, those before it are freed. */
async function fitCandidates(request: FitRequest, parts: LearningParts): Promise<RankedCandidate[]> {
  const { scenario, seed, onProgress, signal } = request;
  const { task, state, targets, inputs, plan } = parts;
  const head = task.head(state);
  const random = createRandom(seed);
  const size = sizeOf(pick(targets, plan.members[0].training), createLoss(head.loss).classes);
  const fitted: (Candidate & { name: string })[] = [];
  try {
    for (const { name, ...spec } of candidateSpecs(scenario, size)) {
      const own = { ...spec, random: random.fork(name) };
      fitted.push({
        name,
        ...(await fitCandidate({ ...own, head, inputs, targets, plan, onProgress, signal })),
      });
    }
  } catch (error) {
    fitted.forEach(({ model }) => model.dispose());
    throw error;
  }
  return rankedCandidates(fitted, request, parts);
}

/** The candidates and, where it helps on rows that they did not learn from, their blend: each calibrated where that helps there. */
function rankedCandidates(
  fitted: (Candidate & { name: string })[],
  { scenario }: FitRequest,
  { task, state, targets, blends }: LearningParts,
): RankedCandidate[] {
  const primary = scenario.spec.metrics.primary as MetricName;
  const loss = createLoss(task.head(state).loss);
  const { rows } = fitted[0].outOfSample;
  const known = pick(targets, rows);
  const rank = (
    name: string,
    parts: readonly { candidate: Candidate; weight: number }[],
  ): RankedCandidate => {
    const plain = blend(
      parts.map(({ candidate, weight }) => ({ outputs: candidate.outOfSample.outputs, weight })),
    );
    const calibration = chooseCalibration(plain, known, loss);
    const outputs = calibrated(plain, fitted[0].model, calibration);
    const measured = measure(task.scored(outputs, known, { state }), [primary]);
    return {
      name,
      model: new Ensemble(
        parts.map(({ candidate, weight }) => ({ model: candidate.model, weight })),
        calibration,
      ),
      outOfSample: { rows, outputs },
      histories: parts.flatMap(({ candidate }) => candidate.histories),
      seconds: parts.reduce((sum, { candidate }) => sum + candidate.seconds, 0),
      primary: measured[primary] ?? NaN,
    };
  };
  const alone = fitted.map((candidate) => rank(candidate.name, [{ candidate, weight: 1 }]));
  const weights = blends
    ? blendWeights(
        fitted.map(({ outOfSample }) => outOfSample.outputs),
        known,
        loss,
      )
    : undefined;
  if (!weights) return alone;
  const taken = fitted.map((candidate, i) => ({ candidate, weight: weights[i] }));
  const parts = taken.filter(({ weight }) => weight > 0);
  const shares = Object.fromEntries(parts.map(({ candidate, weight }) => [candidate.name, weight]));
  return [...alone, { ...rank('blend', parts), shares }];
}

/** What one network learns from. */
function sizeOf({ data, width }: EncodedTargets, classes: boolean): DataSize {
  const rows = data.length / width;
  if (!classes || width > 1) return { rows, classes };
  const counts = new Map<number, number>();
  for (const label of data) counts.set(label, (counts.get(label) ?? 0) + 1);
  return { rows, classes, events: rows - Math.max(...counts.values()) };
}

function best(candidates: RankedCandidate[], name: MetricName): RankedCandidate {
  const sign = metrics[name].greaterIsBetter ? 1 : -1;
  return candidates.reduce((winner, candidate) =>
    sign * candidate.primary > sign * winner.primary ? candidate : winner,
  );
}
