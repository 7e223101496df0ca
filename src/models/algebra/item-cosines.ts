import type { ItemSets } from '../network/network.js';
import { itemLists } from './item-lists.js';

/** Tells every other item that shares a row with `item`, and the cosine of the two. */
export type CosinesOf = (item: number, tell: (other: number, cosine: number) => void) => void;

/** Common rows of two items over the root of both items' rows plus `strength`, worked out when they are asked for. */
export function cosinesOf(sets: ItemSets, strength: number): CosinesOf {
  const { items, rows } = sets;
  const { starts, rows: lists } = itemLists(sets);
  const together = new Int32Array(items);
  const countOf = (item: number) => starts[item + 1] - starts[item];
  return (item, tell) => {
    const met: number[] = [];
    for (let at = starts[item]; at < starts[item + 1]; at++) {
      const row = rows[lists[at]];
      for (let i = 0; i < row.length; i++) {
        if (together[row[i]] === 0) met.push(row[i]);
        together[row[i]] += 1;
      }
    }
    for (const other of met) {
      const root = Math.sqrt(countOf(item) * countOf(other));
      if (other !== item) tell(other, together[other] / (root + strength));
      together[other] = 0;
    }
  };
}

/** The cosines of all items, `[items, items]`, zero on the diagonal. Only what is returned is of this size. */
export async function itemCosines(
  sets: ItemSets,
  strength: number,
  pause: () => Promise<void>,
): Promise<Float32Array> {
  const { items } = sets;
  const cosines = cosinesOf(sets, strength);
  const kernel = new Float32Array(items * items);
  for (let item = 0; item < items; item++) {
    await pause();
    cosines(item, (other, cosine) => (kernel[item * items + other] = cosine));
  }
  return kernel;
}
