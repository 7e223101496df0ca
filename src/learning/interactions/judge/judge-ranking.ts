import type { RankingPredictions } from '../../../evaluation/predictions/ranking.predictions.js';
import { countsOf, type Histories, type RankingTest } from '../load/histories.js';
import { bestOf } from '../open/top-items.js';

const listed = 10;

/**
 * The places of what was held out, and the lists that would have been shown.
 * @param scores row-major `[test.customers, items]`.
 * @param learning what was learnt from: never a candidate, never listed.
 */
export function judgeRanking(
  scores: Float32Array,
  test: RankingTest,
  learning: Histories,
): RankingPredictions {
  const { items } = learning;
  const has = test.customers.map(
    (customer) => new Set([...learning.liked[customer], ...learning.others[customer]]),
  );
  const customers = learning.liked.length;
  return {
    ranks: test.customers.map((_, row) => {
      const own = scores.subarray(row * items, (row + 1) * items);
      const heldOut = new Set(test.heldOut[row]);
      const others = () =>
        Array.from({ length: items }, (_, i) => i).filter((i) => !has[row].has(i) && !heldOut.has(i));
      const rivals = test.rivals[row] ?? others();
      return ranksOf(own, test.heldOut[row], rivals);
    }),
    lists: has.map((own, row) => {
      return bestOf(scores.subarray(row * items, (row + 1) * items), listed, (item) => !own.has(item));
    }),
    // An item that nobody has counts as if one customer had it: surprise is finite.
    popularity: Float64Array.from(countsOf(learning), (count) => Math.max(1, count) / customers),
  };
}

/** Places from 0; a rival with an equal score stands before. */
function ranksOf(scores: Float32Array, heldOut: readonly number[], rivals: readonly number[]): number[] {
  return [...heldOut]
    .sort((a, b) => scores[b] - scores[a])
    .map((item, before) => before + rivals.filter((rival) => scores[rival] >= scores[item]).length);
}
