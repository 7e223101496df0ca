import { byFallingValue } from '../decisions/index.js';
import { meanOfScores, type EstimatedMean } from './doubly-robust.js';

/** Rows of similar predicted effects. */
export interface EffectGroup {
  rows: Int32Array;
  /** Mean of the predicted effects. */
  predicted: number;
  /** What the scores say of the group. */
  estimated: EstimatedMean;
}

/**
 * Average effects of groups by the predicted effect (sorted group average treatment effects: Chernozhukov et al., 2018), the largest first.
 * @param count of groups; fewer where a group would have fewer than 20 rows.
 */
export function effectGroups(
  effects: ArrayLike<number>,
  scores: ArrayLike<number>,
  count: number,
): EffectGroup[] {
  const order = byFallingValue(effects);
  const groups = Math.max(1, Math.min(count, Math.floor(order.length / 20)));
  return Array.from({ length: groups }, (_, group) => {
    const from = Math.floor((group * order.length) / groups);
    const rows = Int32Array.from(order.subarray(from, Math.floor(((group + 1) * order.length) / groups)));
    const own = Float64Array.from(rows, (row) => scores[row]);
    const predicted = rows.reduce((sum, row) => sum + effects[row], 0) / rows.length;
    return { rows, predicted, estimated: meanOfScores(own) };
  });
}

/**
 * By what factor the spread of predicted effects must be widened, at least 1, so that what the scores say of groups lies as far from
 * their predictions as spread and chance together allow: the mean squared distance beyond the scores' own chance, in units of the spread.
 * @param spreads standard error of each row's predicted effect, above 0.
 */
export function spreadFactor(
  effects: ArrayLike<number>,
  scores: ArrayLike<number>,
  spreads: ArrayLike<number>,
  groups = 5,
): number {
  let [excess, allowed] = [0, 0];
  for (const { rows, predicted, estimated } of effectGroups(effects, scores, groups)) {
    excess += (estimated.value - predicted) ** 2 - estimated.standardError ** 2;
    allowed += rows.reduce((sum, row) => sum + spreads[row] ** 2, 0) / rows.length;
  }
  return Math.sqrt(Math.max(1, excess / allowed));
}
