import type { Attribution } from '../walks.js';
import type { Figures } from './parted-case.js';

/** With more players a walk costs less than all subsets. */
export const mostExactPlayers = 8;

/** Every subset of some players, the player `i` in those whose number has the bit `i`. */
export function subsetsOf(players: number): Uint8Array[] {
  return Array.from({ length: 2 ** players }, (_, subset) =>
    Uint8Array.from({ length: players }, (_unused, player) => (subset >> player) & 1),
  );
}

/**
 * Shapley values (Shapley, 1953): the mean of what each player changes over all orders in which they can come.
 * @param figures `[2 ** players, width]`, those of each subset in the order of `subsetsOf`.
 */
export function exactShapley({ values, width }: Figures, players: number): Attribution {
  const weights = weightsBySize(players);
  const contributions = new Float64Array(players * width);
  for (let subset = 0; subset < 2 ** players; subset++) {
    const weight = weights[sizeOf(subset)];
    for (let player = 0; player < players; player++) {
      if ((subset >> player) & 1) continue;
      const joined = subset | (1 << player);
      for (let figure = 0; figure < width; figure++) {
        const change = values[joined * width + figure] - values[subset * width + figure];
        contributions[player * width + figure] += weight * change;
      }
    }
  }
  return { base: Float64Array.from({ length: width }, (_, figure) => values[figure]), contributions };
}

/** Of a subset of each size in how large a share of all orders it comes before a player that is not in it. */
function weightsBySize(players: number): number[] {
  const weights = [1 / Math.max(1, players)];
  for (let size = 1; size < players; size++) weights.push((weights[size - 1] * size) / (players - size));
  return weights;
}

function sizeOf(subset: number): number {
  let size = 0;
  for (let rest = subset; rest > 0; rest >>= 1) size += rest & 1;
  return size;
}
