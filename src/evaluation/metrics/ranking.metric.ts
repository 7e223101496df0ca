import { listLength, type RankingPredictions } from '../predictions/ranking.predictions.js';
import { weightedMeanOf, type Metric, type Statistic } from './metric.js';

/** The mean over rows of a figure of the places of what was held out. */
function meanOverRows(figure: (ranks: number[], row: ArrayLike<number>) => number) {
  return ({ ranks }: RankingPredictions): Statistic => {
    const values = ranks.map((row) => {
      const found = Array.from(row).filter((rank) => rank < listLength);
      return figure(found, row);
    });
    return weightedMeanOf(Float64Array.from(values));
  };
}

/** Share of customers for whom at least one held-out item is among the first ten (HR@10). */
export const hitRate: Metric = {
  name: 'hit_rate_10',
  label: { en: 'Hit rate among the first 10 (HR@10)', zh: '前 10 命中率（HR@10）' },
  greaterIsBetter: true,
  prepare: { ranking: meanOverRows((found) => (found.length > 0 ? 1 : 0)) },
};

/** Hits discounted by the logarithm of their place, over the best that was possible (Järvelin & Kekäläinen, 2002). */
export const ndcg: Metric = {
  name: 'ndcg_10',
  label: {
    en: 'Normalised discounted gain of the first 10 (NDCG@10)',
    zh: '前 10 归一化折损累计增益（NDCG@10）',
  },
  greaterIsBetter: true,
  prepare: {
    ranking: meanOverRows((found, row) => {
      const gain = (places: readonly number[]) =>
        places.reduce((sum, rank) => sum + 1 / Math.log2(rank + 2), 0);
      const best = Array.from({ length: Math.min(row.length, listLength) }, (_, place) => place);
      return gain(found) / gain(best);
    }),
  },
};

/** Mean over the hits of the precision at their place, over the most hits that were possible (MAP@10). */
export const meanAveragePrecision: Metric = {
  name: 'map_10',
  label: { en: 'Mean average precision of the first 10 (MAP@10)', zh: '前 10 平均精度均值（MAP@10）' },
  greaterIsBetter: true,
  prepare: {
    ranking: meanOverRows((found, row) => {
      const sum = found.reduce((total, rank, i) => total + (i + 1) / (rank + 1), 0);
      return sum / Math.min(row.length, listLength);
    }),
  },
};

/** Share of a customer's held-out items that are among the first ten. */
export const recallOfList: Metric = {
  name: 'recall_10',
  label: { en: 'Recall of the first 10', zh: '前 10 召回率' },
  greaterIsBetter: true,
  prepare: { ranking: meanOverRows((found, row) => found.length / row.length) },
};

/** Share of all items that are shown to anyone: a count of different items, which resamples understate (Smith & van Belle, 1984). */
export const catalogueCoverage: Metric = {
  name: 'coverage_10',
  label: { en: 'Share of the catalogue that is shown', zh: '目录覆盖率' },
  greaterIsBetter: true,
  biasedByResampling: true,
  prepare: {
    ranking:
      ({ lists, popularity }) =>
      (weights) => {
        const shown = new Set<number>();
        lists.forEach((row, i) => {
          if (weights[i] > 0) for (let at = 0; at < row.length; at++) shown.add(row[at]);
        });
        return shown.size / popularity.length;
      },
  },
};

/** Mean surprise of what is shown: -log2 of the share of customers who have it, in bits (Zhou et al., 2010). */
export const novelty: Metric = {
  name: 'novelty_10',
  label: { en: 'Novelty of what is shown (bits)', zh: '新颖度（比特）' },
  greaterIsBetter: true,
  prepare: {
    ranking: ({ lists, popularity }) =>
      weightedMeanOf(
        Float64Array.from(lists, (row) => {
          const items = Array.from(row);
          const bits = items.reduce((sum, item) => sum - Math.log2(popularity[item]), 0);
          return items.length === 0 ? 0 : bits / items.length;
        }),
      ),
  },
};
