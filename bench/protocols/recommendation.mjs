// Divisions that come with a dataset of likings or ratings, as scenarios of bench/scenarios.
/** @import { Protocol } from '../shapes.js' */
/** @import { MetricName } from '#dist/evaluation/metrics/names.js' */
/** @import { TrainResult } from '#dist/training/train-scenario.js' */
/** @import { FoldEvaluation } from '#dist/training/evaluate-folds.js' */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson, present, shared } from '../report.mjs';

/**
 * Figures of peers by metric.
 * @typedef {{ model: string, figures: Partial<Record<MetricName, number>> }} Peer
 */

/**
 * Train on all but the held-out part of the dataset; the report has the figures of that, and of the baselines beside it.
 * @param {{ scenario: string, data: string, peers: Peer[], metrics: MetricName[] }} plan
 * @returns {Protocol}
 */
function heldOut({ scenario, data, peers, metrics }) {
  return {
    scenario,
    data,
    run({ sextant }) {
      const { report } = /** @type {TrainResult} */ (parseJson(sextant('train', scenario, '--json')));
      const baselines = report.candidates.filter(({ architecture }) => ownBaselines.includes(architecture));
      return metrics.map((metric) => {
        const { value, lower, upper } = present(report.metrics[metric], metric);
        const own = baselines.map(({ architecture, test }) => ({
          model: `own ${architecture}`,
          value: present(test[metric], `${metric} of ${architecture}`),
        }));
        const others = peers.map(({ model, figures }) => ({
          model,
          value: present(figures[metric], `${metric} of ${model}`),
        }));
        return {
          metric,
          value: present(value, metric),
          interval: [
            present(lower, `the lower end of ${metric}`),
            present(upper, `the upper end of ${metric}`),
          ],
          peers: [...others, ...own],
          served: report.served,
        };
      });
    },
  };
}

const ownBaselines = ['popularity', 'item-cosine'];

/** @type {Protocol[]} */
export const recommendation = [
  heldOut({
    scenario: 'retail/artist-ranking',
    data: 'retail/lastfm-leave-one-out',
    metrics: ['hit_rate_10', 'ndcg_10'],
    // recommendation.py of the peers, same files, ties against the method
    peers: [
      { model: 'popularity', figures: { hit_rate_10: 0.6611, ndcg_10: 0.3812 } },
      { model: 'item cosine', figures: { hit_rate_10: 0.8949, ndcg_10: 0.6098 } },
      { model: 'EASE', figures: { hit_rate_10: 0.9001, ndcg_10: 0.61 } },
    ],
  }),
  heldOut({
    scenario: 'retail/grocery-baskets',
    data: 'retail/groceries',
    metrics: ['hit_rate_10', 'ndcg_10'],
    peers: [],
  }),
  {
    scenario: 'retail/movie-rating',
    data: 'retail/movielens-100k',
    run({ sextant, work }) {
      const folds = movielensFolds(work);
      const text = sextant('evaluate', 'retail/movie-rating', '--folds', folds, '--json');
      const { metric, mean, interval, folds: values } = /** @type {FoldEvaluation} */ (parseJson(text));
      // damped biases of user and item, mean over u1 to u5
      const peers = [{ model: 'damped biases', value: 0.947 }];
      return [{ metric, value: mean, interval, peers, each: values.map(({ value }) => value) }];
    },
  },
];

/**
 * The authors' five test files u1.test to u5.test as folds of the rows of u.data.
 * @param {string} work
 */
function movielensFolds(work) {
  const folder = join(shared, 'datasets', 'retail', 'movielens-100k');
  /** @param {string} name */
  const pairsOf = (name) =>
    readFileSync(join(folder, name), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split('\t', 2).join());
  const rows = pairsOf('u.data');
  const folds = new Map(
    [1, 2, 3, 4, 5].flatMap((k) => pairsOf(`u${k}.test`).map((pair) => /** @type {const} */ ([pair, k - 1]))),
  );
  const path = join(work, 'movielens-folds.csv');
  writeFileSync(
    path,
    `row,repeat0\n${rows.map((pair, row) => `${row},${present(folds.get(pair), `a fold of row ${row}`)}\n`).join('')}`,
  );
  return path;
}
