import { meanOfScores, type EstimatedMean } from './doubly-robust.js';

/** What treating some rows is worth per row of all, beside treating all of them and treating none (which is worth 0). */
export interface PolicyValue {
  /** Share of the rows that are treated. */
  treated: number;
  value: EstimatedMean;
  treatAll: EstimatedMean;
  /** The policy less the better of treating all and treating none. */
  gain: EstimatedMean;
}

/**
 * Doubly robust value of a policy (Dudík, Langford & Li, 2011; Athey & Wager, 2021) on rows that it was not learnt from.
 * @param policy 1 where a row is to be treated.
 * @param scores doubly robust, in the unit of the outcome.
 * @param worth what a unit of the outcome is worth, and what treating a row costs; absent: the outcome itself.
 */
export function policyValue(
  policy: ArrayLike<number>,
  scores: ArrayLike<number>,
  { benefit, cost }: { benefit: number; cost: number } = { benefit: 1, cost: 0 },
): PolicyValue {
  const worth = Float64Array.from(scores, (score) => benefit * score - cost);
  const own = worth.map((value, row) => policy[row] * value);
  const treatAll = meanOfScores(worth);
  return {
    treated: Array.from(policy).reduce((sum, is) => sum + is, 0) / policy.length,
    value: meanOfScores(own),
    treatAll,
    gain: meanOfScores(treatAll.value > 0 ? own.map((value, row) => value - worth[row]) : own),
  };
}
