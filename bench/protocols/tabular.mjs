// Tables with fixed folds, beside the peers on the same folds.
/** @import { Figure, PeerFigure, Protocol, Sextant } from '../shapes.js' */
/** @import { MetricName } from '#dist/evaluation/metrics/names.js' */
/** @import { FoldEvaluation } from '#dist/training/evaluate-folds.js' */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { compareFolds } from '#dist/evaluation/resampling/index.js';
import { dividedByRows } from '../divided-by-rows.mjs';
import { parseJson, present, shared } from '../report.mjs';

/**
 * @typedef {object} FoldPlan
 * @property {string} scenario
 * @property {string} folds name of the folds and of the peers' data
 * @property {string} data the folder of a dataset that the catalogue reads
 * @property {number} [repeats] only the first so many, where the peers ran no more
 * @property {MetricName} [metric] the first one; absent: the scenario's primary one
 * @property {MetricName[]} [metrics] that stand beside it
 * @property {string} [where] the rows that the folds number
 * @property {string} [stage] what they were known by
 * @property {'random' | 'stratified'} [dividesGroups] how the scenario is to divide what it learns from, where groups that it keeps
 * together stand on both sides of the folds
 * @property {{ stage: string, peers: readonly PeerFigure[] }} [besides] another stage of the same fits, by the first metric
 */

/**
 * @typedef {object} MeasuredFolds
 * @property {number} testToTrainRatio
 * @property {readonly { seconds: number, served: string }[]} folds
 */

/**
 * @param {FoldPlan} plan
 * @returns {Protocol}
 */
function overFolds({ scenario, data, folds, repeats, metrics = [], besides, dividesGroups, ...options }) {
  return {
    scenario,
    data,
    group: 'tabular',
    name: folds,
    run({ sextant, work, home }) {
      const file = foldsFile(folds, { repeats, work });
      const asked = dividesGroups
        ? dividedByRows(scenario, dividesGroups, { work, home })
        : /** @type {const} */ ([sextant, scenario]);
      const evaluation = evaluate(...asked, { folds: file, ...options });
      /** @param {MetricName} name */
      const values = (name) =>
        evaluation.folds.map((fold) => present(fold.metrics[name], `${name} of every fold`));
      const figures = [evaluation.metric, ...metrics].map((metric) =>
        figureOf(metric, values(metric), { evaluation, peers: peersOf(folds, metric) }),
      );
      return besides ? [...figures, atStage(evaluation, besides)] : figures;
    },
  };
}

/**
 * @param {FoldEvaluation} evaluation
 * @param {{ stage: string, peers: readonly PeerFigure[] }} besides
 * @returns {Figure}
 */
function atStage(evaluation, { stage, peers }) {
  const values = evaluation.folds.map(({ stages }) =>
    present(stages?.[stage]?.[evaluation.metric], `${evaluation.metric} at the stage ${stage}`),
  );
  return {
    ...figureOf(evaluation.metric, values, { evaluation, peers }),
    metric: `${evaluation.metric} ${stage}`,
  };
}

const deliveries = 'manufacturing/scms-delivery-history';

/** AUC by fold, of `bench/peers/deliveries.py` on the folds of `shipmentFolds`. */
const shipmentPeers = [
  { model: 'lightgbm, 18 columns', each: [0.859515, 0.866986, 0.84721, 0.84393, 0.840321] },
  { model: 'lightgbm, columns of the scenario', each: [0.877056, 0.885264, 0.859601, 0.85423, 0.870435] },
].map((peer) => ({ ...peer, value: average(peer.each) }));

/** AUC by fold when the visitor arrives, of `bench/peers/purchase_intent.py` on the folds `online-shoppers`. */
const arrivalPeers = [
  { model: 'linear', each: [0.6933, 0.710551, 0.69488, 0.674258, 0.697736] },
  { model: 'lightgbm', each: [0.691709, 0.688054, 0.679066, 0.653729, 0.681788] },
  { model: 'lightgbm-tuned', each: [0.698782, 0.702857, 0.684659, 0.675282, 0.696361] },
].map((peer) => ({ ...peer, value: average(peer.each) }));

/** @type {Protocol[]} */
export const tabular = [
  overFolds({
    scenario: 'finance/credit-scoring',
    data: 'finance/german-credit',
    folds: 'german-credit',
    metrics: ['average_precision', 'log_loss'],
  }),
  overFolds({
    scenario: 'medical/disease-risk',
    data: 'medical/heart-cleveland',
    folds: 'heart-cleveland',
    metrics: ['average_precision', 'log_loss'],
  }),
  overFolds({
    scenario: 'retail/purchase-intent',
    data: 'retail/online-shoppers',
    folds: 'online-shoppers',
    repeats: 1,
    metrics: ['average_precision', 'log_loss'],
    stage: 'late',
    besides: { stage: 'early', peers: arrivalPeers },
  }),
  overFolds({
    scenario: 'manufacturing/failure-prediction',
    data: 'manufacturing/ai4i-2020',
    folds: 'ai4i-2020',
    repeats: 1,
    metric: 'auc',
    metrics: ['average_precision', 'log_loss'],
  }),
  overFolds({
    scenario: 'education/student-outcome',
    data: 'education/student-performance',
    folds: 'student-at-risk',
    metric: 'auc',
    metrics: ['average_precision', 'log_loss'],
    where: 'subject=portuguese',
    stage: 'start',
  }),
  overFolds({
    scenario: 'education/student-outcome',
    data: 'education/student-performance',
    folds: 'student-grade',
    metric: 'rmse',
    where: 'subject=portuguese',
    stage: 'start',
  }),
  overFolds({
    scenario: 'manufacturing/supply-chain',
    data: deliveries,
    folds: 'scms-late-delivery',
    dividesGroups: 'stratified',
    repeats: 1,
    metrics: ['average_precision', 'log_loss'],
  }),
  {
    scenario: 'manufacturing/supply-chain',
    data: deliveries,
    group: 'tabular',
    name: 'scms-shipments-together',
    run({ sextant, work }) {
      const evaluation = evaluate(sextant, 'manufacturing/supply-chain', { folds: shipmentFolds(work) });
      return [
        figureOf(
          evaluation.metric,
          evaluation.folds.map(({ value }) => value),
          { evaluation, peers: shipmentPeers },
        ),
      ];
    },
  },
];

/**
 * @param {Sextant} sextant
 * @param {string} scenario
 * @param {Record<string, string | undefined>} options of the command
 * @returns {FoldEvaluation}
 */
export function evaluate(sextant, scenario, options) {
  const given = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, value],
  );
  return /** @type {FoldEvaluation} */ (parseJson(sextant('evaluate', scenario, ...given, '--json')));
}

/**
 * The mean of a metric over the folds, with what the peers reached and the difference from each, paired where its folds are known. `fit` are
 * the seconds that one fit took, alone on its core.
 * @param {string} metric
 * @param {number[]} values by fold
 * @param {{ evaluation: MeasuredFolds, peers: readonly PeerFigure[] }} setting
 * @returns {Figure}
 */
export function figureOf(metric, values, { evaluation, peers }) {
  const options = { testToTrainRatio: evaluation.testToTrainRatio };
  const own = compareFolds(
    values,
    values.map(() => 0),
    options,
  );
  return {
    metric,
    value: own.mean,
    interval: own.interval,
    peers: peers.map(({ model, value, each }) => {
      if (!each) return { model, value, difference: own.mean - value };
      const { mean, interval } = compareFolds(values, each, options);
      return { model, value, difference: mean, interval };
    }),
    fit: average(evaluation.folds.map(({ seconds }) => seconds)),
    each: values,
    served: evaluation.folds.map(({ served }) => served),
  };
}

/**
 * The fixed folds, or a copy with their first repeats only.
 * @param {string} name
 * @param {{ repeats: number | undefined, work: string }} options
 */
function foldsFile(name, { repeats, work }) {
  const file = join(shared, 'benchmarks', 'folds', `${name}.csv`);
  if (repeats === undefined) return file;
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const first = join(work, `${name}.csv`);
  const kept = lines.map((line) => line.split(',').slice(0, 1 + repeats));
  writeFileSync(first, `${kept.join('\n')}\n`);
  return first;
}

/**
 * Folds that keep shipments together: numbered in the order of their first line, shipment n is in fold n mod 5.
 * @param {string} work
 */
function shipmentFolds(work) {
  const file = join(shared, 'datasets', deliveries, 'SCMS_Delivery_History_Dataset.csv');
  /** @type {Record<string, string>[]} */
  const rows = parse(readFileSync(file), { columns: true, bom: true });
  const numbers = /** @type {Map<string, number>} */ (new Map());
  const lines = rows.map((row, i) => {
    const shipment = row['ASN/DN #'];
    const number = numbers.get(shipment) ?? numbers.size;
    numbers.set(shipment, number);
    return `${i},${number % 5}`;
  });
  const path = join(work, 'shipments.csv');
  writeFileSync(path, `row,repeat0\n${lines.join('\n')}\n`);
  return path;
}

/**
 * The metric of each peer on the same folds, in the order of repeats and folds.
 * @param {string} dataset
 * @param {string} metric
 * @returns {PeerFigure[]}
 */
function peersOf(dataset, metric) {
  const lines = readFileSync(join(shared, 'benchmarks', 'peers.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const rows = lines.map((line) => line.split(',')).filter((row) => row[0] === dataset && row[2] === metric);
  const models = [...new Set(rows.map((row) => row[3]))];
  return models.map((model) => {
    const own = rows.filter((row) => row[3] === model);
    own.sort((a, b) => Number(a[4]) - Number(b[4]) || Number(a[5]) - Number(b[5]));
    const each = own.map((row) => Number(row[6]));
    return { model, value: average(each), each };
  });
}

/** @param {readonly number[]} values */
export function average(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
