import { drawnCounts, outside, percentiles, weightedMean } from './resamples.js';

/** How much a column moves a figure on the whole. */
export interface Importance {
  /** Place of the column among those given. */
  column: number;
  /** Mean absolute contribution, in the unit of the figure. */
  importance: number;
  /** Between them 95 % of resamples of the rows. */
  lower: number;
  upper: number;
  /** Of the sum over all columns; 0 where that is 0. */
  share: number;
  /** Places of those whose difference to it may as well be chance. */
  notToldApart: number[];
  /** Where in the order it may stand: columns that are certainly more important come before it, those certainly less important after it. */
  first: number;
  last: number;
}

/**
 * Global importance: the mean absolute Shapley value of each column over rows (Lundberg et al., 2020), with percentile intervals by resampling rows. Two
 * columns are told apart where the difference of theirs has the same sign in all but 2.5 % of the resamples, which both share.
 * @param contributions of each column what it adds in every row.
 * @returns the most important first; equal ones in their order.
 */
export function importanceOf(contributions: readonly ArrayLike<number>[]): Importance[] {
  const sizes = contributions.map((own) => Float64Array.from(own, Math.abs));
  const rows = sizes[0]?.length ?? 0;
  const draws = drawnCounts(rows);
  const means = sizes.map((own) => weightedMean(own, new Uint32Array(rows).fill(1)));
  const resampled = sizes.map((own) => Float64Array.from(draws, (counts) => weightedMean(own, counts)));
  const total = means.reduce((sum, mean) => sum + mean, 0);
  const order = means.map((_, column) => column).sort((a, b) => means[b] - means[a] || a - b);
  return order.map((column) => {
    const verdicts = resampled.map((other) => compare(resampled[column], other));
    const more = verdicts.filter((verdict) => verdict < 0).length;
    const less = verdicts.filter((verdict) => verdict > 0).length;
    return {
      column,
      importance: means[column],
      ...percentiles(means[column], resampled[column]),
      share: total === 0 ? 0 : means[column] / total,
      notToldApart: order.filter((other) => other !== column && verdicts[other] === 0),
      first: 1 + more,
      last: order.length - less,
    };
  });
}

/** 1 where the first is certainly larger, -1 where the second is, else 0. */
function compare(first: Float64Array, second: Float64Array): number {
  let [notLarger, notSmaller] = [0, 0];
  for (let i = 0; i < first.length; i++) {
    if (first[i] <= second[i]) notLarger++;
    if (first[i] >= second[i]) notSmaller++;
  }
  const few = outside * first.length;
  if (notLarger < few) return 1;
  return notSmaller < few ? -1 : 0;
}
