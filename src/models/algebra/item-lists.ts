import type { ItemSets } from '../network/network.js';

/** Which rows have an item: those of item i are `rows[starts[i]]` to `rows[starts[i + 1] - 1]`, rising. */
export interface ItemLists {
  starts: Int32Array;
  rows: Int32Array;
}

export function itemLists({ items, rows }: ItemSets): ItemLists {
  const starts = new Int32Array(items + 1);
  for (const row of rows) for (let i = 0; i < row.length; i++) starts[row[i] + 1] += 1;
  for (let item = 0; item < items; item++) starts[item + 1] += starts[item];
  const next = starts.slice();
  const lists = new Int32Array(starts[items]);
  rows.forEach((row, at) => {
    for (let i = 0; i < row.length; i++) lists[next[row[i]]++] = at;
  });
  return { starts, rows: lists };
}
