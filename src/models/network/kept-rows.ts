import type { Tensor2D, Variable } from '@tensorflow/tfjs';
import { z } from 'zod';
import { InvalidSpecificationError } from '../../core/errors.js';
import { tf } from '../../engine/tf.js';
import { cosinesOf } from '../algebra/item-cosines.js';
import { itemLists, type ItemLists } from '../algebra/item-lists.js';
import { rowRegression, type RidgeOptions } from '../algebra/item-regression.js';
import { valuesOf } from './layers.js';
import type { ItemSets } from './network.js';
import type { WeightStore } from './weight-store.js';

/** Weights are floats, in which whole numbers up to here are exact. */
export const mostLikings = 2 ** 24;

export const keptSize = z.strictObject({
  customers: z.number().int().min(1),
  likings: z.number().int().min(1).max(mostLikings),
});

/** How many histories a network keeps, none of them empty, and how many products they have together. */
export type KeptSize = z.infer<typeof keptSize>;

/** From histories, 1 for each product that a customer has, to scores, both row-major `[rows, items]`. */
type Scores = (history: Tensor2D) => Float32Array;

/** The histories that a network was fitted on, as two of its weights: where each one's products start, and the products. */
class KeptRows {
  readonly sets: ItemSets;
  readonly lists: ItemLists;

  /** @throws InvalidSpecificationError when the weights are no histories of so many items. */
  constructor(store: WeightStore, { customers, likings }: KeptSize, items: number) {
    const starts = valuesOf(store.fixed('rows/starts', [customers + 1]));
    const taken = valuesOf(store.fixed('rows/items', [likings]));
    const rises = starts.every((start, i) => start <= (starts[i + 1] ?? likings));
    if (
      !rises ||
      starts[0] < 0 ||
      !taken.every((item) => Number.isInteger(item) && item >= 0 && item < items)
    )
      throw new InvalidSpecificationError(`The histories that the network keeps are none of ${items} items.`);
    const rows = Array.from({ length: customers }, (_, i) => taken.subarray(starts[i], starts[i + 1]));
    this.sets = { items, rows };
    this.lists = itemLists(this.sets);
  }

  static weights(rows: ItemSets['rows']): [string, Float32Array][] {
    const starts = new Float32Array(rows.length + 1);
    rows.forEach((row, i) => (starts[i + 1] = starts[i] + row.length));
    const items = new Float32Array(starts[rows.length]);
    rows.forEach((row, i) => items.set(Array.from(row), starts[i]));
    return [
      ['rows/starts', starts],
      ['rows/items', items],
    ];
  }
}

/** The scores of {@link itemCosines} without its matrix. */
export function keptCosines(store: WeightStore, size: KeptSize, items: number, strength: number): Scores {
  const cosines = cosinesOf(new KeptRows(store, size, items).sets, strength);
  return (history) => {
    const values = history.dataSync<'float32'>();
    const scores = new Float32Array(values.length);
    values.forEach((value, at) => {
      if (value === 0) return;
      const item = at % items;
      cosines(item, (other, cosine) => (scores[at - item + other] += value * Math.fround(cosine)));
    });
    return scores;
  };
}

/** The scores of {@link itemRegression} without its matrix, by one of the kept rows `[customers, customers]`. */
export function keptRegression(store: WeightStore, size: KeptSize, items: number): Scores {
  const { customers } = size;
  const { lists } = new KeptRows(store, size, items);
  const kernel = store.kernel('rows/kernel', [customers, customers]);
  const perItem = (name: string) => valuesOf(store.fixed(`items/${name}`, [items]));
  const [weight, own, scale] = ['weight', 'own', 'scale'].map(perItem);
  return (history) => {
    const values = history.dataSync<'float32'>();
    const spread = spreadRows(weighedRows(values, weight, lists, customers), kernel, customers);
    return values.map((value, at) => {
      const item = at % items;
      const start = Math.floor(at / items) * customers;
      let sum = -value * weight[item] * own[item];
      for (let i = lists.starts[item]; i < lists.starts[item + 1]; i++) sum += spread[start + lists.rows[i]];
      return sum * scale[item];
    });
  };
}

/** What each history has in common with each kept row, an item by its weight: `[rows, customers]`. */
function weighedRows(
  values: Float32Array,
  weight: Float32Array,
  { starts, rows }: ItemLists,
  customers: number,
): Float32Array {
  const items = weight.length;
  const common = new Float32Array((values.length / items) * customers);
  values.forEach((value, at) => {
    if (value === 0) return;
    const item = at % items;
    const start = Math.floor(at / items) * customers;
    for (let i = starts[item]; i < starts[item + 1]; i++) common[start + rows[i]] += value * weight[item];
  });
  return common;
}

function spreadRows(common: Float32Array, kernel: Variable, customers: number): Float32Array {
  const rows = tf.tensor2d(common, [common.length / customers, customers]);
  return tf.matMul(rows, kernel).dataSync<'float32'>();
}

/** The weights of {@link keptCosines}. */
export function cosineWeights({ rows }: ItemSets): [string, Float32Array][] {
  return KeptRows.weights(filled(rows));
}

/** The weights of {@link keptRegression}. */
export async function regressionWeights(
  { items, rows: all }: ItemSets,
  options: RidgeOptions,
  pause: () => Promise<void>,
): Promise<[string, Float32Array][]> {
  const rows = filled(all);
  const { inverse, penalties, own, diagonal } = await rowRegression({ items, rows }, options, pause);
  return [
    ...KeptRows.weights(rows),
    ['rows/kernel', Float32Array.from(inverse)],
    ['items/weight', Float32Array.from(penalties, (penalty) => 1 / penalty)],
    ['items/own', Float32Array.from(own)],
    ['items/scale', Float32Array.from(diagonal, (value) => 1 / value)],
  ];
}

const filled = (rows: ItemSets['rows']) => rows.filter((row) => row.length > 0);
