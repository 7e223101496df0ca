// Divisions that come with a dataset of likings or ratings, as scenarios of bench/scenarios.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shared } from '../report.mjs';

/** Train on all but the held-out part of the dataset; the report has the figures of that, and of the baselines beside it. */
function heldOut({ scenario, data, peers, metrics }) {
  return {
    scenario,
    data,
    run({ sextant }) {
      const { report } = JSON.parse(sextant('train', scenario, '--json'));
      const baselines = report.candidates.filter(({ architecture }) => ownBaselines.includes(architecture));
      return metrics.map((metric) => {
        const { value, lower, upper } = report.metrics[metric];
        const own = baselines.map(({ architecture, test }) => ({
          model: `own ${architecture}`,
          value: test[metric],
        }));
        const others = peers.map(({ model, [metric]: figure }) => ({ model, value: figure }));
        return { metric, value, interval: [lower, upper], peers: [...others, ...own], served: report.served };
      });
    },
  };
}

const ownBaselines = ['popularity', 'item-cosine'];

export const recommendation = [
  heldOut({
    scenario: 'retail/artist-ranking',
    data: 'retail/lastfm-leave-one-out',
    metrics: ['hit_rate_10', 'ndcg_10'],
    // recommendation.py of the peers, same files, ties against the method
    peers: [
      { model: 'popularity', hit_rate_10: 0.6611, ndcg_10: 0.3812 },
      { model: 'item cosine', hit_rate_10: 0.8949, ndcg_10: 0.6098 },
      { model: 'EASE', hit_rate_10: 0.9001, ndcg_10: 0.61 },
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
      const evaluation = JSON.parse(sextant('evaluate', 'retail/movie-rating', '--folds', folds, '--json'));
      const { metric, mean, interval, folds: values } = evaluation;
      // damped biases of user and item, mean over u1 to u5
      const peers = [{ model: 'damped biases', value: 0.947 }];
      return [{ metric, value: mean, interval, peers, each: values.map(({ value }) => value) }];
    },
  },
];

/** The authors' five test files u1.test to u5.test as folds of the rows of u.data. */
function movielensFolds(work) {
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
