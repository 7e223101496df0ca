import { readFolds, type FoldFile } from '../tables/splits/read-folds.js';
import type { Stage } from '../tables/preparation/stages.js';
import type { DatasetCatalogue } from '../datasets/dataset-catalogue.js';
import { InvalidInputError } from '../core/errors.js';
import { metricsOf } from '../evaluation/metrics/index.js';
import { summariseFolds } from '../evaluation/resampling/index.js';
import type { MetricName } from '../evaluation/metrics/names.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';
import { learnsFromInteractions, measure, taskNamed } from '../learning/rows/tasks/index.js';
import { taskSpecOf } from '../scenarios/task-spec.js';
import { fitScenario } from '../learning/rows/fit/fit-scenario.js';
import type { FoldResult } from '../learning/fold-result.js';
import { holdOut } from '../learning/rows/judge/held-out-rows.js';
import { evaluateRatingFold } from '../learning/interactions/judge/evaluate-interaction-folds.js';
import {
  loadInteractions,
  type LoadedInteractions,
} from '../learning/interactions/load/load-interactions.js';
import type { DataSource } from '../learning/data-source.js';
import { dataAt, stageNamed } from '../learning/rows/load/row-stages.js';
import { stageSections } from '../learning/rows/judge/stage-sections.js';
import {
  loadTrainingData,
  teachingRows,
  type RowFilter,
  type TrainingData,
} from '../learning/rows/load/training-data.js';

export type { FoldResult } from '../learning/fold-result.js';

/** Folds that were measured, all of a plan or some of them. */
export interface MeasuredFolds {
  scenario: string;
  metric: MetricName;
  /** What the rows to predict were known by, where the scenario has stages. */
  stage?: string;
  data: DataSource;
  /** Rows in a test fold by rows in its training part. */
  testToTrainRatio: number;
  folds: FoldResult[];
}

export interface FoldEvaluation extends MeasuredFolds {
  /** Mean of every metric over the folds, by stage; without stages under `all`. */
  means: Record<string, Partial<Record<MetricName, number>>>;
  mean: number;
  standardDeviation: number;
  /** 95 % interval of the mean by the corrected resampled t (Nadeau & Bengio, 2003). */
  interval: [number, number];
  seconds: number;
}

export interface FoldRequest {
  scenario: Scenario;
  /** CSV with `row` and one column per repeat that gives the row's fold. */
  foldsFile: string;
  file?: string;
  /** The rows that the folds number; others are left aside. */
  where?: RowFilter;
  /** What the folds are compared by; default: the scenario's primary metric. */
  metric?: string;
  /** Default: the scenario's first. */
  stage?: string;
  seed?: number;
  /** Only every `of`th fold of the plan, from `part` on: the share of one of several workers. Default: all. */
  share?: { part: number; of: number };
  /** Called after each fold; `total` counts the folds of all shares. */
  onFold?: (result: FoldResult, total: number) => void;
  signal?: AbortSignal;
}

/**
 * Cross-validation over given folds: every fold is predicted by a fit on the other rows alone, preparation, early stopping
 * and the choice between candidates included.
 */
export async function measureFolds(request: FoldRequest, datasets: DatasetCatalogue): Promise<MeasuredFolds> {
  const { scenario } = request;
  const stage = request.stage === undefined ? scenario.spec.stages[0] : stageNamed(scenario, request.stage);
  const metric = metricNamed(scenario, request.metric);
  const loaded = await loadRows(request, datasets);
  const { repeats, rows, k } = await readFolds(request.foldsFile);
  checkLength(rows, loaded.source, request.foldsFile);
  const plan = repeats.flatMap(({ folds }, repeat) =>
    Array.from({ length: k }, (_, fold) => ({ repeat, fold, folds })),
  );
  const { part: first, of } = request.share ?? { part: 0, of: 1 };
  const results: FoldResult[] = [];
  for (const { repeat, fold, folds } of plan.filter((_, place) => place % of === first)) {
    const part = { repeat, fold, folds, metric };
    const result =
      'interactions' in loaded
        ? await evaluateRatingFold(request, loaded, part)
        : await evaluateFold(request, loaded, { ...part, stage });
    results.push(result);
    request.onFold?.(result, plan.length);
  }
  return {
    scenario: scenario.spec.id,
    metric,
    ...(stage && { stage: stage.name }),
    data: loaded.source,
    testToTrainRatio: testToTrainRatio(repeats, k),
    folds: results,
  };
}

/** All folds of a plan from the shares of it, in its order. `seconds` is wall-clock time. */
export function summariseShares(shares: readonly MeasuredFolds[], seconds: number): FoldEvaluation {
  const folds = shares.flatMap((share) => share.folds);
  folds.sort((a, b) => a.repeat - b.repeat || a.fold - b.fold);
  const { testToTrainRatio: ratio } = shares[0];
  const { mean, standardDeviation, interval } = summariseFolds(
    folds.map(({ value }) => value),
    { testToTrainRatio: ratio },
  );
  return { ...shares[0], folds, means: meansOf(folds), mean, standardDeviation, interval, seconds };
}

/** Of the mean fold. */
function testToTrainRatio(repeats: FoldFile['repeats'], k: number): number {
  const rows = repeats.reduce((sum, { folds }) => sum + folds.length, 0);
  const tested = repeats.reduce((sum, { folds }) => sum + folds.filter((fold) => fold >= 0).length, 0) / k;
  return tested / (rows - tested);
}

function loadRows(
  { scenario, file, where }: FoldRequest,
  datasets: DatasetCatalogue,
): Promise<TrainingData | LoadedInteractions> {
  if (learnsFromInteractions(scenario.spec.task.name)) return loadInteractions(scenario, datasets, file);
  return loadTrainingData(scenario, datasets, { file, where });
}

interface OneFold {
  repeat: number;
  fold: number;
  folds: Int32Array;
  stage?: Stage;
  metric: MetricName;
}

async function evaluateFold(
  { scenario, seed, signal }: FoldRequest,
  data: TrainingData,
  { repeat, fold, folds, stage, metric }: OneFold,
): Promise<FoldResult> {
  const started = performance.now();
  const inTest = Array.from(data.sourceRows, (row) => folds[row] === fold);
  const positions = (test: boolean) => {
    return teachingRows(data, Int32Array.from(inTest.flatMap((is, i) => (is === test ? [i] : []))));
  };
  const fitted = await fitScenario({
    scenario,
    data,
    rows: positions(false),
    seed: seed ?? scenario.spec.seed,
    signal,
  });
  try {
    const test = positions(true);
    const held = holdOut(fitted, dataAt(scenario, data, stage), test, []);
    const measured = fitted.candidates.map((candidate) => {
      const scored = fitted.task.scored(held.outputs(candidate), held.targets, fitted.fitted);
      return [candidate.name, measure(scored)] as const;
    });
    const metrics = Object.fromEntries(measured)[fitted.served.name];
    const candidates = Object.fromEntries(measured.map(([name, values]) => [name, values[metric] ?? NaN]));
    const seconds = (performance.now() - started) / 1000;
    const served = fitted.served.name;
    const result = { repeat, fold, value: metrics[metric] ?? NaN, served, candidates, metrics, seconds };
    if (!stage) return result;
    const sections = stageSections({ scenario, data, fitted, rows: test });
    return {
      ...result,
      stages: Object.fromEntries(sections.map((one) => [one.stage, numbersOf(one.metrics)])),
    };
  } finally {
    fitted.dispose();
  }
}

/** @throws InvalidInputError naming the metrics that the scenario's task has. */
function metricNamed({ spec }: Scenario, name = spec.metrics.primary): MetricName {
  const known = metricsOf(taskNamed(spec.task.name).predictionKind(taskSpecOf(spec)));
  const metric = known.find((one) => one === name);
  if (metric) return metric;
  throw new InvalidInputError(`${spec.id} is not measured by ${name}.`, {
    details: [{ expected: `one of ${known.join(', ')}`, received: name }],
  });
}

type Metrics = Partial<Record<MetricName, number>>;

function numbersOf(metrics: Partial<Record<MetricName, number | null>>): Metrics {
  return Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, value ?? NaN]));
}

/** The mean of every metric over the folds, by stage. */
function meansOf(results: readonly FoldResult[]): Record<string, Metrics> {
  const byStage = results.map(({ metrics, stages }) => stages ?? { all: metrics });
  return Object.fromEntries(
    Object.entries(byStage[0]).map(([stage, metrics]) => {
      const names = Object.keys(metrics) as MetricName[];
      const mean = (name: MetricName) =>
        byStage.reduce((sum, one) => sum + (one[stage][name] ?? NaN), 0) / byStage.length;
      return [stage, Object.fromEntries(names.map((name) => [name, mean(name)]))];
    }),
  );
}

function checkLength(rows: number, source: DataSource, path: string): void {
  const expected = source.rows + source.rejected;
  if (rows === expected) return;
  throw new InvalidInputError('The folds do not belong to this data.', {
    details: [{ expected: `${expected} rows, as in ${source.name}`, received: `${rows} rows in ${path}` }],
    hint: 'Folds name rows by their position; import the original dataset first (sextant datasets import).',
  });
}
