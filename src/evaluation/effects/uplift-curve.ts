import { byFallingValue } from '../decisions/index.js';

/** What treating the rows of the largest predicted effects comes to. */
export interface UpliftPoint {
  /** Of all rows those that are treated. */
  share: number;
  /** Mean effect in these rows, by their scores; 0 of none. */
  effect: number;
  /** What treating them brings per row of all rows (the uplift curve). */
  gain: number;
  /** The gain less that of as many rows chosen by chance (the Qini curve). */
  aboveChance: number;
}

/**
 * Uplift and Qini curve (Radcliffe, 2007) over doubly robust scores in place of differences between the arms, so that they hold where
 * treatment was not given by chance (Yadlowsky et al., 2021).
 * @param effects by which rows are ordered, the largest first; of equals the first.
 * @param scores of the same rows.
 * @param points shares from 0 to 1 in as many steps
 */
export function upliftCurve(
  effects: ArrayLike<number>,
  scores: ArrayLike<number>,
  points = 20,
): UpliftPoint[] {
  const sums = cumulative(effects, scores);
  const rows = effects.length;
  return Array.from({ length: points + 1 }, (_, step) => {
    const share = step / points;
    const count = Math.round(share * rows);
    const gain = sums[count] / rows;
    return {
      share,
      effect: count === 0 ? 0 : sums[count] / count,
      gain,
      aboveChance: gain - (count / rows) * (sums[rows] / rows),
    };
  });
}

/** Sums of the scores of the first rows, from none to all. */
function cumulative(effects: ArrayLike<number>, scores: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(effects.length + 1);
  byFallingValue(effects).forEach((row, place) => {
    sums[place + 1] = sums[place] + scores[row];
  });
  return sums;
}

/** Effects with their order, the largest first. */
export interface RankedEffects {
  effects: ArrayLike<number>;
  order: ArrayLike<number>;
}

/**
 * Area between the uplift curve and that of choosing by chance (the Qini coefficient, in the unit of the outcome per row): 0 where effects
 * are ordered no better than by chance. Rows of equal effects are chosen among by chance.
 * @param weights how much each row counts; NaN where no row does
 */
export function qiniArea(
  { effects, order }: RankedEffects,
  scores: ArrayLike<number>,
  weights: ArrayLike<number>,
): number {
  let [mass, gain, area] = [0, 0, 0];
  for (let place = 0; place < order.length;) {
    const effect = effects[order[place]];
    let [width, step] = [0, 0];
    for (; place < order.length && effects[order[place]] === effect; place++) {
      width += weights[order[place]];
      step += weights[order[place]] * scores[order[place]];
    }
    // The trapezium between two points of the curve.
    area += width * (gain + step / 2);
    mass += width;
    gain += step;
  }
  return mass > 0 ? area / mass ** 2 - gain / mass / 2 : NaN;
}
