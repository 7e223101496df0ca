// Quality on real data under fixed protocols, beside the peers: `npm run bench:quality [-- SCENARIO ...]`.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine } from './command-line.mjs';
import { printTable, root, shared, writeResult } from './report.mjs';

/**
 * Scenarios with fixed folds: the folds' name is the peers' name of the data. `metric` is the peers' where it is not the scenario's
 * primary one, `metrics` stand beside it, `where` are the rows that the folds number, `stage` what they were known by, `repeats` only
 * the first so many repeats, where the peers ran no more.
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
];

/** Metrics of which less is better. */
const errors = ['rmse', 'mae', 'mse', 'log_loss', 'brier'];

const wanted = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'sextant-bench-'));
const sextant = commandLine(join(work, 'home'));

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

function evaluate({ scenario, folds, data, repeats, metrics = [], ...options }) {
  sextant('datasets', 'import', join(shared, 'datasets', data));
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
