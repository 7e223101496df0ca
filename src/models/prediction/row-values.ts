import type { ItemSets } from '../network/network.js';

/** One row after the other, all numbers of each; or which items each row has, which is 1 for these and 0 for all others. */
export type RowValues = DenseRows | ItemSets;
export type DenseRows = Float32Array | Int32Array;

/** Whether rows are kept without their zeros. They are then made dense a batch at a time, and never all at once. */
export function isItemSets(values: RowValues): values is ItemSets {
  return 'rows' in values;
}

/** Whether all inputs are numbers one after the other. */
export function areDense<Input extends { data: RowValues }>(
  inputs: Readonly<Record<string, Input>>,
): inputs is Readonly<Record<string, Input & { data: DenseRows }>> {
  return Object.values(inputs).every(({ data }) => !isItemSets(data));
}

/** How many numbers the rows have, zeros of sets included. */
export function lengthOf(values: RowValues): number {
  return isItemSets(values) ? values.rows.length * values.items : values.length;
}

/** The position of the first number that is not accepted, -1 without one. Of sets each index must be one of their items. */
export function findWrong(values: RowValues, accepts: (value: number) => boolean): number {
  if (!isItemSets(values)) return values.findIndex((value) => !accepts(value));
  const { items, rows } = values;
  const isItem = (index: number) => Number.isInteger(index) && index >= 0 && index < items;
  const wrong = accepts(0) && accepts(1) ? rows.findIndex((row) => !Array.from(row).every(isItem)) : 0;
  return wrong < 0 ? wrong : wrong * items;
}

/** The rows `start` to `end` of row-major values whose rows hold `size` numbers. */
export function sliceRows(
  values: RowValues,
  size: number,
  start: number,
  end: number,
): Float32Array | Int32Array {
  if (isItemSets(values)) return denseRows(values.rows.slice(start, end), values.items);
  return values.subarray(start * size, end * size);
}

/** The rows `order` of row-major values whose rows hold `size` numbers. */
export function gatherRows(values: Float32Array, size: number, order: Int32Array): Float32Array;
export function gatherRows(values: RowValues, size: number, order: Int32Array): Float32Array | Int32Array;
export function gatherRows(values: RowValues, size: number, order: Int32Array): Float32Array | Int32Array {
  if (isItemSets(values)) {
    return denseRows(
      Array.from(order, (row) => values.rows[row]),
      values.items,
    );
  }
  const length = order.length * size;
  const gathered = values instanceof Int32Array ? new Int32Array(length) : new Float32Array(length);
  for (let row = 0; row < order.length; row++) {
    const from = order[row] * size;
    const to = row * size;
    for (let i = 0; i < size; i++) gathered[to + i] = values[from + i];
  }
  return gathered;
}

/** 1 for what a row has, row-major `[rows, items]`. */
export function denseRows(rows: readonly ArrayLike<number>[], items: number): Float32Array {
  const dense = new Float32Array(rows.length * items);
  rows.forEach((row, at) => {
    for (let i = 0; i < row.length; i++) dense[at * items + row[i]] = 1;
  });
  return dense;
}
