// Quality on real data under fixed protocols, beside the peers: `npm run bench:quality [-- SCENARIO ...]`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hourlyTraffic, remainingLife, trafficForecast } from './protocols/sequences.mjs';
import { printTable, root, shared, writeResult } from './report.mjs';

/** Scenarios with fixed folds: the folds' name is the peers' name of the data. */
const protocols = [
  { scenario: 'finance/credit-scoring', folds: 'german-credit', data: 'finance/german-credit' },
];

/** Scenarios with a protocol of their own, which trains and gives rows of figures. */
const ownProtocols = [remainingLife, trafficForecast, hourlyTraffic];

const wanted = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'sextant-bench-'));
const environment = { ...process.env, SEXTANT_HOME: join(work, 'home'), SEXTANT_LOG_LEVEL: 'warn' };

try {
  if (!existsSync(shared)) throw new Error(`The real data is not there: ${shared}`);
  const isWanted = ({ scenario }) => wanted.length === 0 || wanted.includes(scenario);
  const all = [...protocols, ...ownProtocols];
  if (!all.some(isWanted)) throw new Error(`Scenarios: ${all.map(({ scenario }) => scenario).join(', ')}`);
  const results = protocols.filter(isWanted).map(evaluate);
  if (results.length > 0) report(results);
  for (const protocol of ownProtocols.filter(isWanted)) await runOwn(protocol);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function evaluate({ scenario, folds, data }) {
  sextant('datasets', 'import', join(shared, 'datasets', data));
  const file = join(shared, 'benchmarks', 'folds', `${folds}.csv`);
  const evaluation = JSON.parse(sextant('evaluate', scenario, '--folds', file, '--json'));
  const { metric, mean, interval, seconds, folds: values } = evaluation;
  const logLoss = average(values.map(({ metrics }) => metrics.log_loss));
  return { scenario, metric, mean, interval, seconds, logLoss, folds: values, peers: peersOf(folds, metric) };
}

async function runOwn({ scenario, data, run }) {
  const started = performance.now();
  sextant('datasets', 'import', join(shared, 'datasets', data));
  const figures = await run({ sextant, work, home: environment.SEXTANT_HOME });
  const seconds = Math.round((performance.now() - started) / 1000);
  const rows = figures.map(([figure, ours, other, by]) => [figure, String(ours), String(other ?? ''), by]);
  printTable([[scenario, 'here', 'other', `by (${seconds} s)`], ...rows]);
  const name = `quality-${scenario.replace('/', '-')}`;
  writeResult(name, { command: `npm run bench:quality -- ${scenario}`, scenario, seconds, figures });
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
    const best = peers.reduce((a, b) => (b.mean > a.mean ? b : a));
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
