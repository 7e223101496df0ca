// Quality on real data under fixed protocols, beside the peers: `npm run bench:quality [-- SCENARIO ...]`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printTable, root, shared, writeResult } from './report.mjs';

/**
 * Scenarios with fixed folds: the folds' name is the peers' name of the data. The others are divisions that come with a dataset,
 * as scenarios of bench/scenarios: `held` says what is held out, `peers` what others reached on it.
 */
const protocols = [
  { scenario: 'finance/credit-scoring', folds: 'german-credit', data: 'finance/german-credit' },
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

const lowerIsBetter = ['rmse', 'mae'];

const wanted = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'sextant-bench-'));
const environment = {
  ...process.env,
  SEXTANT_HOME: join(work, 'home'),
  SEXTANT_SCENARIOS: join(root, 'bench', 'scenarios'),
  SEXTANT_LOG_LEVEL: 'warn',
};

try {
  if (!existsSync(shared)) throw new Error(`The real data is not there: ${shared}`);
  const chosen = protocols.filter(({ scenario }) => wanted.length === 0 || wanted.includes(scenario));
  if (chosen.length === 0)
    throw new Error(`Scenarios: ${protocols.map(({ scenario }) => scenario).join(', ')}`);
  const results = chosen.map(evaluate);
  report(results);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function evaluate(protocol) {
  sextant('datasets', 'import', join(shared, 'datasets', protocol.data));
  if (protocol.measure) return protocol.measure(protocol);
  const { scenario, folds } = protocol;
  const file = join(shared, 'benchmarks', 'folds', `${folds}.csv`);
  const evaluation = JSON.parse(sextant('evaluate', scenario, '--folds', file, '--json'));
  const { metric, mean, interval, seconds, folds: values } = evaluation;
  const logLoss = average(values.map(({ metrics }) => metrics.log_loss));
  return { scenario, metric, mean, interval, seconds, logLoss, folds: values, peers: peersOf(folds, metric) };
}

/** Train on all but the held-out part of the dataset; the report has the figures of that. */
function trainAndReport({ scenario, peers }) {
  const { report } = JSON.parse(sextant('train', scenario, '--json'));
  const { value, lower, upper } = report.metrics[report.primary];
  const metric = report.primary;
  const figures = Object.fromEntries(
    Object.entries(report.metrics).map(([name, found]) => [name, found.value]),
  );
  const own = report.candidates.filter(({ architecture }) =>
    ['popularity', 'item-cosine'].includes(architecture),
  );
  return {
    scenario,
    metric,
    mean: value,
    interval: [lower, upper],
    seconds: report.seconds,
    figures,
    served: report.served,
    baselines: own.map(({ architecture, test }) => ({ model: architecture, ...test })),
    peers: meansOf(
      peers.length > 0 ? peers : own.map(({ architecture, test }) => ({ model: architecture, ...test })),
      metric,
    ),
  };
}

function evaluateOver({ scenario, peers }, file) {
  const { metric, mean, interval, seconds, folds } = JSON.parse(
    sextant('evaluate', scenario, '--folds', file, '--json'),
  );
  return { scenario, metric, mean, interval, seconds, folds, peers: meansOf(peers, metric) };
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

function sextant(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'bin', 'sextant.js'), ...args], {
    env: environment,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 ** 2,
  });
  if (status !== 0) throw new Error(`sextant ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

function report(results) {
  const rows = results.map(({ scenario, metric, mean, interval, seconds, peers }) => {
    const least = lowerIsBetter.includes(metric);
    const best = peers.reduce((a, b) => (b.mean > a.mean !== least ? b : a));
    const width = interval.map((end) => end.toFixed(4)).join(' to ');
    const difference = (mean - best.mean).toFixed(4);
    return [
      scenario,
      metric,
      mean.toFixed(4),
      width,
      `${best.model} ${best.mean.toFixed(4)}`,
      difference,
      seconds.toFixed(0),
    ];
  });
  printTable([
    ['scenario', 'metric', 'mean', '95 % interval', 'best peer', 'difference', 'seconds'],
    ...rows,
  ]);
  writeResult('quality', { command: 'npm run bench:quality', results });
}
