// Tables with fixed folds, beside the peers on the same folds.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shared } from '../report.mjs';

/**
 * `folds` is the name of the folds and of the peers' data. `metrics` stand beside the scenario's primary one, or beside `metric` where the
 * peers have another; `where` are the rows that the folds number, `stage` what they were known by; `repeats` only the first so many
 * repeats, where the peers ran no more.
 */
function overFolds({ scenario, data, folds, repeats, metrics = [], ...options }) {
  return {
    scenario,
    data,
    run({ sextant, work }) {
      const file = foldsFile(folds, { repeats, work });
      const given = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
      const evaluation = JSON.parse(sextant('evaluate', scenario, '--folds', file, ...given, '--json'));
      const { metric, mean, interval, folds: values } = evaluation;
      const others = metrics.map((name) => ({
        metric: name,
        value: average(values.map((value) => value.metrics[name])),
        peers: peersOf(folds, name),
      }));
      return [
        {
          metric,
          value: mean,
          interval,
          peers: peersOf(folds, metric),
          each: values.map(({ value }) => value),
        },
        ...others,
      ];
    },
  };
}

export const fixedFolds = [
  overFolds({
    scenario: 'finance/credit-scoring',
    data: 'finance/german-credit',
    folds: 'german-credit',
    metrics: ['log_loss'],
  }),
  overFolds({
    scenario: 'medical/disease-risk',
    data: 'medical/heart-cleveland',
    folds: 'heart-cleveland',
    metrics: ['log_loss'],
  }),
  overFolds({
    scenario: 'manufacturing/failure-prediction',
    data: 'manufacturing/ai4i-2020',
    folds: 'ai4i-2020',
    repeats: 1,
    metrics: ['auc', 'log_loss'],
  }),
  overFolds({
    scenario: 'education/student-outcome',
    data: 'education/student-performance',
    folds: 'student-at-risk',
    metric: 'auc',
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
];

/** The fixed folds, or a copy with their first repeats only. */
function foldsFile(name, { repeats, work }) {
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
    value: average(rows.filter((row) => row[3] === model).map((row) => Number(row[6]))),
  }));
}

function average(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
