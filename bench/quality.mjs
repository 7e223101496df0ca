// Quality on real data under fixed protocols, beside the peers: `npm run bench:quality [-- SCENARIO ...]`.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine } from './command-line.mjs';
import { printTable, root, shared, writeResult } from './report.mjs';

/**
 * Scenarios with fixed folds: the folds' name is the peers' name of the data. `metric` is the peers' where it is not the scenario's
 * primary one, `metrics` stand beside it, `where` are the rows that the folds number, `stage` what they were known by, `repeats` only
 * the first so many repeats, where the peers ran no more. Those with `measure` are divisions that come with a dataset, as scenarios of
 * bench/scenarios, beside what others reached on them.
 */
const protocols = [
  { scenario: 'finance/credit-scoring', folds: 'german-credit', data: 'finance/german-credit' },
  { scenario: 'medical/disease-risk', folds: 'heart-cleveland', data: 'medical/heart-cleveland' },
  {
    scenario: 'manufacturing/failure-prediction',
    folds: 'ai4i-2020',
    data: 'manufacturing/ai4i-2020',
    repeats: 1,
    metrics: ['auc'],
  },
  {
    scenario: 'education/student-outcome',
    folds: 'student-at-risk',
    data: 'education/student-performance',
    metric: 'auc',
    where: 'subject=portuguese',
    stage: 'start',
  },
  {
    scenario: 'education/student-outcome',
    folds: 'student-grade',
    data: 'education/student-performance',
    metric: 'rmse',
    where: 'subject=portuguese',
    stage: 'start',
  },
  {
    scenario: 'retail/artist-ranking',
    data: 'retail/lastfm-leave-one-out',
    measure: trainAndReport,
    // recommendation.py of the peers, same files, ties against the method
    peers: [
      { model: 'popularity', hit_rate_10: 0.6611, ndcg_10: 0.3812 },
      { model: 'item cosine', hit_rate_10: 0.8949, ndcg_10: 0.6098 },
      { model: 'EASE', hit_rate_10: 0.9001, ndcg_10: 0.61 },
    ],
  },
  { scenario: 'retail/grocery-baskets', data: 'retail/groceries', measure: trainAndReport, peers: [] },
  {
    scenario: 'retail/movie-rating',
    data: 'retail/movielens-100k',
    measure: (protocol) => evaluateOver(protocol, movielensFolds()),
    // damped biases of user and item, mean over u1 to u5
    peers: [{ model: 'damped biases', rmse: 0.947 }],
  },
];

/** Metrics of which less is better. */
const errors = ['rmse', 'mae', 'mse', 'log_loss', 'brier'];

const wanted = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'sextant-bench-'));
const sextant = commandLine(join(work, 'home'), { SEXTANT_SCENARIOS: join(root, 'bench', 'scenarios') });

try {
  if (!existsSync(shared)) throw new Error(`The real data is not there: ${shared}`);
  const chosen = protocols.filter(({ scenario }) => wanted.length === 0 || wanted.includes(scenario));
  if (chosen.length === 0)
    throw new Error(`Scenarios: ${protocols.map(({ scenario }) => scenario).join(', ')}`);
  const results = chosen.map((protocol) => evaluate(protocol));
  report(results);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function evaluate(protocol) {
  sextant('datasets', 'import', join(shared, 'datasets', protocol.data));
  return (protocol.measure ?? crossValidate)(protocol);
}

function crossValidate({ scenario, folds, data: _data, repeats, metrics = [], ...options }) {
  const file = foldsFile(folds, repeats);
  const given = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const evaluation = JSON.parse(sextant('evaluate', scenario, '--folds', file, ...given, '--json'));
  const { metric, mean, interval, seconds, means, folds: values } = evaluation;
  const others = metrics.map((name) => ({
    metric: name,
    mean: average(values.map((value) => value.metrics[name])),
    peers: peersOf(folds, name),
  }));
  const peers = peersOf(folds, metric);
  return { scenario, metric, mean, interval, seconds, means, folds: values, peers, others };
}

/** The fixed folds, or a copy with their first repeats only. */
function foldsFile(name, repeats) {
  const file = join(shared, 'benchmarks', 'folds', `${name}.csv`);
  if (repeats === undefined) return file;
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const first = join(work, `${name}.csv`);
  const kept = lines.map((line) => line.split(',').slice(0, 1 + repeats));
  writeFileSync(first, `${kept.join('\n')}\n`);
  return first;
}

/** Train on all but the held-out part of the dataset; the report has the figures of that, and of the baselines. */
function trainAndReport({ scenario, peers }) {
  const { report } = JSON.parse(sextant('train', scenario, '--json'));
  const { primary: metric, metrics, served, seconds } = report;
  const names = ['popularity', 'item-cosine'];
  const baselines = report.candidates
    .filter(({ architecture }) => names.includes(architecture))
    .map(({ architecture, test }) => ({ model: `own ${architecture}`, ...test }));
  const compared = [...peers, ...baselines];
  const others = [
    { metric: 'hit_rate_10', mean: metrics.hit_rate_10.value, peers: meansOf(compared, 'hit_rate_10') },
  ];
  const { value, lower, upper } = metrics[metric];
  const figures = { scenario, metric, mean: value, interval: [lower, upper], seconds };
  return { ...figures, served, metrics, peers: meansOf(compared, metric), others };
}

function evaluateOver({ scenario, peers }, file) {
  const { metric, mean, interval, seconds, folds } = JSON.parse(
    sextant('evaluate', scenario, '--folds', file, '--json'),
  );
  return { scenario, metric, mean, interval, seconds, folds, peers: meansOf(peers, metric), others: [] };
}

function meansOf(peers, metric) {
  return peers.map((peer) => ({ ...peer, mean: peer[metric] }));
}

/** The authors' five test files u1.test to u5.test as folds of the rows of u.data. */
function movielensFolds() {
  const folder = join(shared, 'datasets', 'retail', 'movielens-100k');
  const pairsOf = (name) =>
    readFileSync(join(folder, name), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split('\t', 2).join());
  const rows = pairsOf('u.data');
  const folds = new Map([1, 2, 3, 4, 5].flatMap((k) => pairsOf(`u${k}.test`).map((pair) => [pair, k - 1])));
  const path = join(work, 'movielens-folds.csv');
  writeFileSync(path, `row,repeat0\n${rows.map((pair, row) => `${row},${folds.get(pair)}\n`).join('')}`);
  return path;
}

/** Mean of the metric by peer, over the same folds. */
function peersOf(dataset, metric) {
  const lines = readFileSync(join(shared, 'benchmarks', 'peers.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const rows = lines.map((line) => line.split(',')).filter((row) => row[0] === dataset && row[2] === metric);
  const models = [...new Set(rows.map((row) => row[3]))];
  return models.map((model) => ({
    model,
    mean: average(rows.filter((row) => row[3] === model).map((row) => Number(row[6]))),
  }));
}

function average(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function report(results) {
  const lines = results.flatMap(({ others, ...result }) => [
    result,
    ...others.map((other) => ({ scenario: result.scenario, ...other })),
  ]);
  const rows = lines.map(({ scenario, metric, mean, interval = [], seconds, peers }) => {
    const sign = errors.includes(metric) ? -1 : 1;
    const best = peers.reduce((a, b) => (sign * b.mean > sign * a.mean ? b : a));
    const width = interval.map((end) => end.toFixed(4)).join(' to ');
    const difference = (mean - best.mean).toFixed(4);
    return [
      scenario,
      metric,
      mean.toFixed(4),
      width,
      `${best.model} ${best.mean.toFixed(4)}`,
      difference,
      seconds?.toFixed(0) ?? '',
    ];
  });
  printTable([
    ['scenario', 'metric', 'mean', '95 % interval', 'best peer', 'difference', 'seconds'],
    ...rows,
  ]);
  writeResult('quality', { command: 'npm run bench:quality', results });
}
