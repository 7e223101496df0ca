import { createRandom } from '../core/random.js';

/** A way from a reference to the row: its players (columns) take over the row's values one after the other. */
export interface Walk {
  reference: number;
  /** Only those in which the two differ: the others add nothing anywhere. */
  order: Int32Array;
}

/**
 * The order in which players change on the way from each reference, `[references]`: one at random for every two of them, which the second
 * goes back (antithetic permutations: Mitchell, Cooper, Frank & Holmes, 2022). Fixed by the seed; it depends neither on the row that is
 * explained nor on its place.
 */
export function walkOrders(players: number, references: number, seed: number): Int32Array[] {
  const random = createRandom(seed).fork('walks');
  const orders: Int32Array[] = [];
  while (orders.length < references) {
    const order = random.permutation(players);
    orders.push(order, order.toReversed());
  }
  return orders.slice(0, references);
}

/**
 * A walk from each reference along its order.
 * @param differs whether the row has another value of a player than a reference.
 */
export function walksOf(
  orders: readonly Int32Array[],
  differs: (reference: number, player: number) => boolean,
): Walk[] {
  return orders.map((order, reference) => ({
    reference,
    order: order.filter((player) => differs(reference, player)),
  }));
}

/** What each player adds to each figure, and what they add to. */
export interface Attribution {
  /** The mean of the references, `[width]`. */
  base: Float64Array;
  /** `[players, width]` */
  contributions: Float64Array;
}

/**
 * Shapley values (Shapley, 1953) against a set of references (Štrumbelj & Kononenko, 2014; Lundberg & Lee, 2017), sampled by walks: the mean
 * of what each player changes when its turn comes. Base and contributions add up to where the walks end.
 * @param figures `[steps, width]`: of each walk its start, then every step.
 */
export function attribution(
  walks: readonly Walk[],
  { values, width }: { values: ArrayLike<number>; width: number },
  players: number,
): Attribution {
  const base = new Float64Array(width);
  const contributions = new Float64Array(players * width);
  let at = 0;
  for (const { order } of walks) {
    for (let figure = 0; figure < width; figure++) base[figure] += values[at + figure];
    for (const player of order) {
      for (let figure = 0; figure < width; figure++)
        contributions[player * width + figure] += values[at + width + figure] - values[at + figure];
      at += width;
    }
    at += width;
  }
  const mean = (sum: number) => sum / walks.length;
  return { base: base.map(mean), contributions: contributions.map(mean) };
}
