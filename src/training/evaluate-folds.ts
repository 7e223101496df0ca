import { readFolds } from '../data/splits/read-folds.js';
import type { DatasetCatalogue } from '../data/datasets/dataset-catalogue.js';
import { InvalidInputError } from '../core/errors.js';
import { summariseFolds } from '../evaluation/resampling/index.js';
import type { MetricName } from '../evaluation/metrics/names.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';
import { learnsFromInteractions, measure } from '../tasks/index.js';
import { fitScenario } from './fit-scenario.js';
import type { FoldResult } from './fold-result.js';
import { holdOut } from './held-out-rows.js';
import { evaluateRatingFold } from './interactions/evaluate-interaction-folds.js';
import { loadInteractions, type LoadedInteractions } from './interactions/load-interactions.js';
import { loadTrainingData, teachingRows, type DataSource, type TrainingData } from './training-data.js';

export type { FoldResult } from './fold-result.js';

export interface FoldEvaluation {
  scenario: string;
  metric: MetricName;
  data: DataSource;
  folds: FoldResult[];
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
  seed?: number;
  onFold?: (result: FoldResult, done: number, total: number) => void;
  signal?: AbortSignal;
}

/**
 * Cross-validation over given folds: every fold is predicted by a fit on the other folds alone, preparation, early stopping
 * and the choice between candidates included.
 */
export async function evaluateFolds(
  request: FoldRequest,
  datasets: DatasetCatalogue,
): Promise<FoldEvaluation> {
  const started = performance.now();
  const { scenario } = request;
  const loaded = await loadRows(request, datasets);
  const { repeats, rows, k } = await readFolds(request.foldsFile);
  checkLength(rows, loaded.source, request.foldsFile);
  const plan = repeats.flatMap(({ folds }, repeat) =>
    Array.from({ length: k }, (_, fold) => ({ repeat, fold, folds })),
  );
  const results: FoldResult[] = [];
  for (const { repeat, fold, folds } of plan) {
    const part = { repeat, fold, folds };
    const result =
      'interactions' in loaded
        ? await evaluateRatingFold(request, loaded, part)
        : await evaluateFold(request, loaded, part);
    results.push(result);
    request.onFold?.(result, results.length, plan.length);
  }
  const { mean, standardDeviation, interval } = summariseFolds(
    results.map((result) => result.value),
    { testToTrainRatio: 1 / (k - 1) },
  );
  return {
    scenario: scenario.spec.id,
    metric: scenario.spec.metrics.primary as MetricName,
    data: loaded.source,
    folds: results,
    mean,
    standardDeviation,
    interval,
    seconds: (performance.now() - started) / 1000,
  };
}

function loadRows(
  { scenario, file }: FoldRequest,
  datasets: DatasetCatalogue,
): Promise<TrainingData | LoadedInteractions> {
  const fromInteractions = learnsFromInteractions(scenario.spec.task.name);
  return (fromInteractions ? loadInteractions : loadTrainingData)(scenario, datasets, file);
}

async function evaluateFold(
  { scenario, seed, signal }: FoldRequest,
  data: TrainingData,
  { repeat, fold, folds }: { repeat: number; fold: number; folds: Int32Array },
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
    const held = holdOut(fitted, data, positions(true), []);
    const primary = scenario.spec.metrics.primary as MetricName;
    const measured = fitted.candidates.map((candidate) => {
      const scored = fitted.task.scored(held.outputs(candidate), held.targets, fitted.fitted);
      return [candidate.architecture, measure(scored)] as const;
    });
    const metrics = Object.fromEntries(measured)[fitted.served.architecture];
    const candidates = Object.fromEntries(measured.map(([name, values]) => [name, values[primary] ?? NaN]));
    const seconds = (performance.now() - started) / 1000;
    const served = fitted.served.architecture;
    return { repeat, fold, value: metrics[primary] ?? NaN, served, candidates, metrics, seconds };
  } finally {
    fitted.dispose();
  }
}

function checkLength(rows: number, source: DataSource, path: string): void {
  const expected = source.rows + source.rejected;
  if (rows === expected) return;
  throw new InvalidInputError('The folds do not belong to this data.', {
    details: [{ expected: `${expected} rows, as in ${source.name}`, received: `${rows} rows in ${path}` }],
    hint: 'Folds name rows by their position; import the original dataset first (sextant datasets import).',
  });
}
