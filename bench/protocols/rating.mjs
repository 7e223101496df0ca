// Grades: whether the probabilities behind them are right, and whether default rates rise from grade to grade.
/** @import { Figure, PeerFigure, Protocol } from '../shapes.js' */
/** @import { FittedScenario } from '#dist/learning/rows/fit/fit-scenario.js' */
/** @import { GradeReport } from '#dist/evaluation/grades/index.js' */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatasetCatalogue } from '#dist/datasets/dataset-catalogue.js';
import { startEngine } from '#dist/engine/engine.js';
import { createRandom } from '#dist/core/random.js';
import { expectedCalibrationError } from '#dist/evaluation/calibration/index.js';
import { computeMetrics } from '#dist/evaluation/metrics/index.js';
import { fitScenario } from '#dist/learning/rows/fit/fit-scenario.js';
import { holdOut } from '#dist/learning/rows/judge/held-out-rows.js';
import { loadTrainingData } from '#dist/learning/rows/load/training-data.js';
import { loadOneScenario } from '#dist/scenarios/load-scenarios.js';
import { readFolds } from '#dist/tables/splits/read-folds.js';
import { present, root, shared } from '../report.mjs';
import { average, figureOf } from './tabular.mjs';

const id = 'finance/credit-rating';

/**
 * What a fit said of the rows of a fold.
 * @typedef {object} JudgedFold
 * @property {number} repeat
 * @property {Int32Array} rows
 * @property {ArrayLike<number>} labels
 * @property {ArrayLike<number>} probabilities
 * @property {GradeReport} grades
 * @property {string} served
 * @property {number} seconds
 */

/**
 * KS and Gini of each fold beside the peers on the same folds. The calibration error is of the predictions of all folds of a repeat together: of
 * the 200 rows of one fold it is mostly chance. Beside it what chance alone would give, were every probability right. Grades are those
 * that each fit learnt from its own training rows; rows of one name are counted together.
 * @type {Protocol}
 */
const creditRating = {
  scenario: id,
  data: 'finance/german-credit',
  name: 'credit-rating',
  async run({ home }) {
    const folds = await judgedFolds(home);
    const repeats = [...new Set(folds.map(({ repeat }) => repeat))].map((repeat) =>
      pooled(folds.filter((fold) => fold.repeat === repeat)),
    );
    return [...rankFigures(folds), calibrationFigure(repeats), ...gradeFigures(folds)];
  },
};

/** @type {Protocol[]} */
export const rating = [creditRating];

/**
 * @param {string} home
 * @returns {Promise<JudgedFold[]>}
 */
async function judgedFolds(home) {
  await startEngine();
  const scenario = { ...(await loadOneScenario([join(root, 'scenarios')], id)), plugin: {} };
  const { spec } = scenario;
  const data = await loadTrainingData(scenario, new DatasetCatalogue([join(root, 'datasets')], home));
  const { repeats, k } = await readFolds(join(shared, 'benchmarks', 'folds', 'german-credit.csv'));
  const judged = /** @type {JudgedFold[]} */ ([]);
  for (const [repeat, { folds }] of repeats.entries()) {
    for (let fold = 0; fold < k; fold++) {
      const started = performance.now();
      const all = Int32Array.from(data.sourceRows.keys());
      const inside = (/** @type {number} */ row) => folds[data.sourceRows[row]] === fold;
      const fitted = await fitScenario({
        scenario,
        data,
        rows: all.filter((row) => !inside(row)),
        seed: spec.seed,
      });
      const seconds = (performance.now() - started) / 1000;
      judged.push({ repeat, rows: all.filter(inside), seconds, ...judge(fitted, data, all.filter(inside)) });
      fitted.dispose();
    }
  }
  return judged;
}

/**
 * @param {FittedScenario} fitted
 * @param {Parameters<typeof holdOut>[1]} data
 * @param {Int32Array} rows
 */
function judge(fitted, data, rows) {
  const held = holdOut(fitted, data, rows);
  const scored = held.scored(fitted.served);
  if (scored.kind !== 'binary') throw new Error(`${id} answers with ${scored.kind} predictions.`);
  const { labels, probabilities } = scored.predictions;
  const details = /** @type {{ decisions: GradeReport }} */ (
    fitted.task.details(held.outputs(fitted.served), held.targets, {
      ...fitted.fitted,
      decision: fitted.taskSpec.decision,
    })
  );
  return { labels, probabilities, grades: details.decisions, served: fitted.served.name };
}

/**
 * The predictions of all folds of a repeat, by row.
 * @param {JudgedFold[]} folds
 */
function pooled(folds) {
  const labels = folds.flatMap((fold) => Array.from(fold.labels));
  const probabilities = folds.flatMap((fold) => Array.from(fold.probabilities));
  return { labels, probabilities };
}

/**
 * @param {JudgedFold[]} folds
 * @returns {Figure[]}
 */
function rankFigures(folds) {
  const evaluation = { testToTrainRatio: 1 / 4, folds };
  return /** @type {const} */ (['gini', 'ks']).map((metric) => {
    const values = folds.map(({ labels, probabilities }) =>
      present(computeMetrics('binary', [metric], { labels, probabilities })[metric], metric),
    );
    return figureOf(metric, values, { evaluation, peers: peersOf(metric) });
  });
}

/**
 * @param {{ labels: number[], probabilities: number[] }[]} repeats
 * @returns {Figure}
 */
function calibrationFigure(repeats) {
  const each = repeats.map((rows) => expectedCalibrationError(rows));
  const random = createRandom(0);
  const chance = repeats.flatMap(({ probabilities }) =>
    Array.from({ length: 200 }, () => {
      const labels = probabilities.map((probability) => Number(random.next() < probability));
      return expectedCalibrationError({ labels, probabilities });
    }),
  );
  const value = average(each);
  const peers = [
    ...peersOf('ece'),
    { model: 'chance alone, were the probabilities right', value: average(chance) },
  ];
  return {
    metric: 'ece, folds of a repeat together',
    value,
    peers: peers.map((peer) => ({ ...peer, difference: value - peer.value })),
    each,
  };
}

/**
 * @param {JudgedFold[]} folds
 * @returns {Figure[]}
 */
function gradeFigures(folds) {
  const counts = folds.map(({ grades }) => grades.grades.length);
  const rejected = folds.map(({ grades }) => grades.grades.filter(({ adjusted }) => adjusted < 0.05).length);
  const byName = new Map(/** @type {[string, { rows: number, events: number }][]} */ ([]));
  for (const { grades } of folds) {
    for (const { name, rows, events } of grades.grades) {
      const sum = byName.get(name) ?? { rows: 0, events: 0 };
      byName.set(name, { rows: sum.rows + rows, events: sum.events + events });
    }
  }
  return [
    { metric: 'grades of a fit', value: average(counts), peers: [], each: counts },
    {
      metric: 'grades of a fit that the binomial test rejects at 5 %',
      value: average(rejected),
      peers: [],
      each: rejected,
    },
    ...Array.from(byName, ([name, { rows, events }]) => ({
      metric: `default rate of ${name} in ${rows} rows held out, those of all folds and repeats`,
      value: events / rows,
      peers: [],
    })).sort((a, b) => a.value - b.value),
  ];
}

/**
 * What bench/peers/credit_rating.py measured, by repeat and fold.
 * @param {string} metric
 * @returns {PeerFigure[]}
 */
function peersOf(metric) {
  const [, ...lines] = readFileSync(join(root, 'bench', 'peers', 'credit-rating.csv'), 'utf8')
    .trim()
    .split('\n');
  const rows = lines.map((line) => line.split(',')).filter(([name]) => name === metric);
  const models = [...new Set(rows.map(([, model]) => model))];
  return models.map((model) => {
    const each = rows.filter((row) => row[1] === model).map((row) => Number(row[4]));
    return { model, value: average(each), each };
  });
}
