// Short answers: marks of answers to questions, and of whole assignments, that were not learnt from, and under the published division in
// which every question is known, beside the peers on the same folds (`bench/peers/grading.py`).
/** @import { Figure, PeerFigure, Protocol } from '../shapes.js' */
/** @import { FittedScenario } from '#dist/learning/rows/fit/fit-scenario.js' */
/** @import { RegressionPredictions } from '#dist/evaluation/predictions/regression.predictions.js' */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { DatasetCatalogue } from '#dist/datasets/dataset-catalogue.js';
import { startEngine } from '#dist/engine/engine.js';
import { computeMetrics } from '#dist/evaluation/metrics/index.js';
import { registerDecisions } from '#dist/decisions/index.js';
import { industryRules } from '#dist/industries/industries.module.js';
import { fitScenario } from '#dist/learning/rows/fit/fit-scenario.js';
import { holdOut } from '#dist/learning/rows/judge/held-out-rows.js';
import { loadTrainingData } from '#dist/learning/rows/load/training-data.js';
import { loadOneScenario } from '#dist/scenarios/load-scenarios.js';
import { root, shared } from '../report.mjs';
import { average } from './tabular.mjs';

const id = 'education/exam-grading';
export const data = 'education/mohler-short-answers';

/** Marks below it are low. */
const low = 3;

/** @typedef {{ question_id: string, answer_index: string, ignored_by_authors: string, score_grader2_me: string, score_grader1_other: string }} Answered */

/** @typedef {{ folds: (rows: Answered[]) => number[], peers: Record<string, PeerFigure[]>, knowsQuestions?: boolean }} Division */

/** @param {string} text */
function digestOf(text) {
  return Number.parseInt(createHash('sha256').update(text).digest('hex').slice(0, 8), 16);
}

/** @param {Answered} row */
function assignmentOf({ question_id: question }) {
  return Number(question.split('.')[0]);
}

/**
 * Answers of an assignment in the order of a digest, dealt to five folds: each time 80 % of every assignment are learnt from.
 * @param {Answered[]} rows
 */
function withinAssignments(rows) {
  const folds = rows.map(() => 0);
  for (const assignment of new Set(rows.map(assignmentOf))) {
    const own = [...rows.keys()].filter((row) => assignmentOf(rows[row]) === assignment);
    const place = (/** @type {number} */ row) =>
      digestOf(`${rows[row].question_id} ${rows[row].answer_index}`);
    own.sort((a, b) => place(a) - place(b));
    own.forEach((row, i) => (folds[row] = i % 5));
  }
  return folds;
}

/**
 * What `bench/peers/grading.py` prints of predictions of all folds together.
 * @typedef {[r: number, rmse: number, kappa: number]} PeerFigures
 * @param {{ cosine: PeerFigures, lightgbm: PeerFigures }} figures
 * @returns {Record<string, PeerFigure[]>}
 */
function measured({ cosine, lightgbm }) {
  const metrics = ['pearson_r', 'rmse', 'quadratic_weighted_kappa'];
  return Object.fromEntries(
    metrics.map((metric, i) => [
      metric,
      [
        { model: 'TF-IDF cosine, ridge', value: cosine[i] },
        { model: 'lightgbm, features of the scenario', value: lightgbm[i] },
      ],
    ]),
  );
}

/**
 * @param {Record<string, PeerFigure[]>} own
 * @param {Record<string, PeerFigure[]>} published
 */
function beside(own, published) {
  const metrics = [...new Set([...Object.keys(own), ...Object.keys(published)])];
  return Object.fromEntries(
    metrics.map((metric) => [metric, [...(own[metric] ?? []), ...(published[metric] ?? [])]]),
  );
}

/** @type {Record<string, Division>} */
export const divisions = {
  'grading-new-questions': {
    folds: (rows) => rows.map(({ question_id: question }) => digestOf(question) % 6),
    peers: measured({ cosine: [0.4913, 0.9551, 0.345], lightgbm: [0.5906, 0.8925, 0.5122] }),
  },
  'grading-new-assignments': {
    folds: (rows) => rows.map((row) => assignmentOf(row) - 1),
    peers: beside(measured({ cosine: [0.4922, 0.9545, 0.3422], lightgbm: [0.6007, 0.882, 0.5102] }), {
      pearson_r: [
        { model: 'Mohler et al. 2011', value: 0.518 },
        { model: 'Sultan et al. 2016', value: 0.592 },
      ],
      rmse: [
        { model: 'Mohler et al. 2011', value: 0.978 },
        { model: 'Sultan et al. 2016', value: 0.887 },
      ],
    }),
  },
  'grading-known-questions': {
    folds: withinAssignments,
    knowsQuestions: true,
    peers: beside(measured({ cosine: [0.5132, 0.9424, 0.3385], lightgbm: [0.678, 0.8068, 0.5857] }), {
      pearson_r: [{ model: 'Ramachandran et al. 2015', value: 0.61 }],
      rmse: [{ model: 'Ramachandran et al. 2015', value: 0.86 }],
    }),
  },
};

/** @type {Protocol[]} */
export const grading = Object.entries(divisions).map(([name, division]) => ({
  scenario: id,
  data,
  name,
  async run({ home }) {
    const rows = answeredRows();
    const { pooled, fits } = await predictFolds(home, division.folds(rows), division.knowsQuestions ?? false);
    return figuresOf(pooled, division.peers, fits).concat(division.knowsQuestions ? gradersFigure(rows) : []);
  },
}));

/** The rows that the catalogue reads, in their order. */
export function answeredRows() {
  const text = readFileSync(join(shared, 'datasets', data, 'mohler_v2.csv'));
  const all = /** @type {Answered[]} */ (parse(text, { columns: true }));
  return all.filter(({ ignored_by_authors: ignored }) => ignored === '0');
}

/**
 * Every row by a fit on the other folds. Where questions are known, rows are divided one by one within the learning part, too.
 * @param {string} home
 * @param {number[]} folds
 * @param {boolean} knowsQuestions
 */
async function predictFolds(home, folds, knowsQuestions) {
  await startEngine();
  registerDecisions(industryRules);
  const found = await loadOneScenario([join(root, 'scenarios')], id);
  const { spec } = found;
  const split = knowsQuestions ? { method: /** @type {const} */ ('random'), test: 0.2 } : spec.split;
  const scenario = { ...found, spec: { ...spec, split }, plugin: {} };
  const loaded = await loadTrainingData(scenario, new DatasetCatalogue([join(root, 'datasets')], home));
  const pooled = { actual: folds.map(() => NaN), predicted: folds.map(() => NaN) };
  const fits = /** @type {{ seconds: number, served: string }[]} */ ([]);
  for (const fold of [...new Set(folds)].sort((a, b) => a - b)) {
    const started = performance.now();
    const all = Int32Array.from(folds.keys());
    const fitted = await fitScenario({
      scenario,
      data: loaded,
      rows: all.filter((row) => folds[row] !== fold),
      seed: spec.seed,
    });
    const held = all.filter((row) => folds[row] === fold);
    const { actual, predicted } = predictionsOf(fitted, loaded, held);
    held.forEach((row, i) => {
      pooled.actual[row] = actual[i];
      pooled.predicted[row] = predicted[i];
    });
    fits.push({ seconds: (performance.now() - started) / 1000, served: fitted.served.name });
    fitted.dispose();
  }
  return { pooled, fits };
}

/**
 * @param {FittedScenario} fitted
 * @param {Parameters<typeof holdOut>[1]} loaded
 * @param {Int32Array} rows
 * @returns {RegressionPredictions}
 */
function predictionsOf(fitted, loaded, rows) {
  const scored = holdOut(fitted, loaded, rows).scored(fitted.served);
  if (scored.kind !== 'regression') throw new Error(`${id} answers with ${scored.kind} predictions.`);
  return scored.predictions;
}

/**
 * @param {{ actual: number[], predicted: number[] }} pooled
 * @param {Division['peers']} peers
 * @param {readonly { seconds: number, served: string }[]} fits
 * @returns {Figure[]}
 */
function figuresOf(pooled, peers, fits) {
  const names = /** @type {const} */ (['pearson_r', 'rmse', 'mae', 'quadratic_weighted_kappa']);
  const metrics = computeMetrics('regression', names, pooled);
  const lows = [...pooled.actual.keys()].filter((row) => pooled.actual[row] < low);
  const found = lows.filter((row) => pooled.predicted[row] < low).length / lows.length;
  const figure = (/** @type {string} */ metric, /** @type {number} */ value) => ({
    metric,
    value,
    peers: (peers[metric] ?? []).map((peer) => ({ ...peer, difference: value - peer.value })),
    fit: average(fits.map(({ seconds }) => seconds)),
    served: fits.map(({ served }) => served),
  });
  return [
    ...names.map((name) => figure(name, metrics[name])),
    figure(`recall of the ${lows.length} marks below ${low}`, found),
  ];
}

/**
 * How well the two graders agree with one another, on the scale of five points.
 * @param {Answered[]} rows
 * @returns {Figure[]}
 */
function gradersFigure(rows) {
  const scale = (/** @type {Answered} */ row) => (assignmentOf(row) > 10 ? 0.5 : 1);
  const first = rows.map((row) => scale(row) * Number(row.score_grader1_other));
  const second = rows.map((row) => scale(row) * Number(row.score_grader2_me));
  const { pearson_r: r, rmse } = computeMetrics('regression', ['pearson_r', 'rmse'], {
    actual: first,
    predicted: second,
  });
  return [
    { metric: 'pearson_r of the two graders', value: r, peers: [] },
    { metric: 'rmse of the two graders', value: rmse, peers: [] },
    {
      metric: 'mean of the first grader less that of the second',
      value: average(first) - average(second),
      peers: [],
    },
  ];
}
