import { InvalidInputError } from '../core/errors.js';
import type { DatasetCatalogue } from '../datasets/dataset-catalogue.js';
import { metricsOf } from '../evaluation/metrics/index.js';
import type { MetricName } from '../evaluation/metrics/names.js';
import { summariseFolds } from '../evaluation/resampling/index.js';
import type { FoldResult } from '../learning/fold-result.js';
import type { LoadedData } from '../learning/family.js';
import { familyOf } from '../learning/index.js';
import type { RowFilter } from '../learning/loading/raw-rows.js';
import type { DataSource } from '../learning/data-source.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';
import { readFolds, type FoldFile } from '../tables/splits/read-folds.js';

export type { FoldResult } from '../learning/fold-result.js';

/** Folds that were measured, all of a plan or some of them. */
export interface MeasuredFolds {
  scenario: string;
  metric: MetricName;
  /** What the rows to predict were known by, where the scenario has stages. */
  stage?: string;
  data: DataSource;
  /** Absent where a file gave the folds. */
  made?: MadeFolds;
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

/** A CSV with `row` and one column per repeat that gives the row's fold, or how many folds are to be made, and how often. */
export type FoldSource = { file: string } | { k: number; repeats: number };

/** How folds were made that no file gave. */
export interface MadeFolds {
  /** As rows are held out for a report, such as `stratified`. */
  method: string;
  k: number;
  repeats: number;
  seed: number;
}

export interface FoldRequest {
  scenario: Scenario;
  folds: FoldSource;
  file?: string;
  /** What the file is written in; absent: UTF-8. */
  encoding?: string;
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
 * Cross-validation over folds that are given or made: every fold is predicted by a fit on the other rows alone, preparation, early stopping
 * and the choice between candidates included.
 */
export async function measureFolds(request: FoldRequest, datasets: DatasetCatalogue): Promise<MeasuredFolds> {
  const { scenario, file, encoding, where, signal } = request;
  const { spec } = scenario;
  const metric = metricNamed(scenario, request.metric);
  const stage = request.stage ?? spec.stages.at(0)?.name;
  const data = await familyOf(spec).load(scenario, datasets, { file, encoding, where });
  const seed = request.seed ?? spec.seed;
  const { repeats, k, made, testToTrainRatio } = await foldsFrom(request.folds, data, seed);
  const plan = repeats.flatMap((folds, repeat) =>
    Array.from({ length: k }, (_, fold) => ({ repeat, fold, folds })),
  );
  const { part, of } = request.share ?? { part: 0, of: 1 };
  const results: FoldResult[] = [];
  for (const one of plan.filter((_, place) => place % of === part)) {
    const result = await data.evaluateFold({ ...one, metric, stage, seed, signal });
    results.push(result);
    request.onFold?.(result, plan.length);
  }
  return {
    scenario: spec.id,
    metric,
    ...(stage !== undefined && { stage }),
    data: data.source,
    ...(made && { made }),
    testToTrainRatio,
    folds: results,
  };
}

interface FoldPlan {
  k: number;
  /** Of each repeat the fold of every row of the source. */
  repeats: Int32Array[];
  made?: MadeFolds;
  testToTrainRatio: number;
}

async function foldsFrom(source: FoldSource, data: LoadedData, seed: number): Promise<FoldPlan> {
  if ('k' in source) {
    const { method, repeats } = data.divide({ ...source, seed });
    const { k } = source;
    return { k, repeats, made: { method, ...source, seed }, testToTrainRatio: 1 / (k - 1) };
  }
  const { repeats, rows, k } = await readFolds(source.file);
  checkLength(rows, data.source, source.file);
  return { k, repeats: repeats.map(({ folds }) => folds), testToTrainRatio: testToTrainRatio(repeats, k) };
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

/** @throws InvalidInputError naming the metrics that the scenario's task has. */
function metricNamed({ spec }: Scenario, name = spec.metrics.primary): MetricName {
  const known = metricsOf(familyOf(spec).predictionKind(spec));
  const metric = known.find((one) => one === name);
  if (metric) return metric;
  throw new InvalidInputError(`${spec.id} is not measured by ${name}.`, {
    details: [{ expected: `one of ${known.join(', ')}`, received: name }],
  });
}

type Metrics = Partial<Record<MetricName, number>>;

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
