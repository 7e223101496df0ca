import type { ItemSets } from '../network/network.js';
import { itemLists } from './item-lists.js';

/**
 * Common customers of two items over the root of both items' customers plus `strength`, `[items, items]`, zero on the diagonal. Only
 * what is returned is of this size.
 */
export async function itemCosines(
  sets: ItemSets,
  strength: number,
  pause: () => Promise<void>,
): Promise<Float32Array> {
  const { items, rows } = sets;
  const { starts, rows: lists } = itemLists(sets);
  const kernel = new Float32Array(items * items);
  const together = new Int32Array(items);
  const countOf = (item: number) => starts[item + 1] - starts[item];
  for (let item = 0; item < items; item++) {
    await pause();
    together.fill(0);
    for (let at = starts[item]; at < starts[item + 1]; at++) {
      const row = rows[lists[at]];
      for (let i = 0; i < row.length; i++) together[row[i]] += 1;
    }
    for (let other = 0; other < items; other++) {
      if (together[other] === 0 || other === item) continue;
      const root = Math.sqrt(countOf(item) * countOf(other));
      kernel[item * items + other] = together[other] / (root + strength);
    }
  }
  return kernel;
}
