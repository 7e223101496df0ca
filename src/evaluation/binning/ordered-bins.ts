import type { CountedRows } from '../statistics/share-tests.js';

/** Rows between two values, both included. */
export interface OrderedBin extends CountedRows {
  lowest: number;
  highest: number;
}

/**
 * Rows in up to `most` bins of about equal size by rising value; rows of the same value share a bin, and every value has its own where
 * there are no more of them than bins.
 * @param events 0 or 1 for each value.
 */
export function orderedBins(
  values: ArrayLike<number>,
  events: ArrayLike<number>,
  most: number,
): OrderedBin[] {
  const distinct = countedValues(values, events);
  const size = distinct.length <= most ? 0 : values.length / most;
  const bins: OrderedBin[] = [];
  let before = 0;
  for (const one of distinct) {
    const open = bins.at(-1);
    // A bin is full when it reaches the next multiple of the size.
    const full = open === undefined || before >= bins.length * size;
    if (full) bins.push({ ...one });
    else join(open, one);
    before += one.rows;
  }
  return bins;
}

function countedValues(values: ArrayLike<number>, events: ArrayLike<number>): OrderedBin[] {
  const order = Int32Array.from({ length: values.length }, (_, row) => row).sort(
    (a, b) => values[a] - values[b],
  );
  const counted: OrderedBin[] = [];
  for (const row of order) {
    const [value, happened] = [values[row], events[row]];
    const last = counted.at(-1);
    if (last?.highest === value) join(last, { lowest: value, highest: value, rows: 1, events: happened });
    else counted.push({ lowest: value, highest: value, rows: 1, events: happened });
  }
  return counted;
}

function join(bin: OrderedBin, { highest, rows, events }: OrderedBin): void {
  bin.highest = highest;
  bin.rows += rows;
  bin.events += events;
}

/** Where the next bin begins: halfway between its values and those before. */
export function edgeBetween(left: OrderedBin, right: OrderedBin): number {
  const middle = (left.highest + right.lowest) / 2;
  return middle > left.highest ? middle : right.lowest;
}
