import type { Tensor2D, Variable } from '@tensorflow/tfjs';
import { z } from 'zod';
import { InvalidSpecificationError } from '../../core/errors.js';
import { tf } from '../../engine/tf.js';
import type { Random } from '../../core/random.js';
import { itemCosines } from '../algebra/item-cosines.js';
import { invertsRows, itemRegression } from '../algebra/item-regression.js';
import { glorotUniform } from '../network/initialisers.js';
import {
  cosineWeights,
  keptCosines,
  keptRegression,
  keptSize,
  mostLikings,
  regressionWeights,
  type KeptSize,
} from '../network/kept-rows.js';
import { historyWidth, networkOf } from '../network/layers.js';
import type {
  Architecture,
  Demand,
  ItemSets,
  ItemSetsSize,
  Network,
  NetworkParts,
  NetworkShapes,
} from '../network/network.js';

const options = z.strictObject({
  /**
   * How the weights come about: `ridge`, the regression of every item on the others (EASE: Steck, 2019); `cosine`, the
   * similarity of the items' customers; `popularity`, no weights, only how many customers an item has.
   */
  method: z.enum(['ridge', 'cosine', 'popularity']).default('ridge'),
  /** Ridge: the penalty of squared weights. Cosine: added to the denominator, so that rare coincidences count little. */
  strength: z.number().positive().default(500),
  /**
   * Ridge: as if each product of a history were left out with this probability while learning, which keeps products from
   * explaining themselves by their like (Steck, 2020).
   */
  dropout: z.number().min(0).max(0.9).default(0),
  /**
   * Ridge and cosine: so many histories are kept in place of the matrix, which is then worked out as far as it is asked for. For many
   * products: the matrix grows with their square, the histories do not.
   */
  kept: keptSize.optional(),
});

export type ItemAutoencoderOptions = z.infer<typeof options>;

/**
 * From a history (1 for each product that a customer has) to a score of every product by one matrix whose diagonal is zero, so
 * that no product recommends itself. Fitted in closed form.
 */
export const itemAutoencoder: Architecture<ItemAutoencoderOptions> = {
  name: 'item-autoencoder',
  options,
  build,
  solve,
  demand,
};

/** Up to so many items a kernel is multiplied as a whole, and is there even where it is all zeros. */
const fewItems = 4096;
/** Rows whose items are picked out of a large kernel at once: few of them have few different items. */
const pickedRows = 32;

function hasKernel(method: ItemAutoencoderOptions['method'], items: number): boolean {
  return method !== 'popularity' || items <= fewItems;
}

/** What of the data an item-autoencoder is to keep: its histories where they take less than the matrix of its items, else nothing. */
export function keptOf(method: unknown, { items, rows, taken }: ItemSetsSize): { kept?: KeptSize } {
  const isLess = method === 'cosine' ? items > fewItems : method !== 'popularity' && invertsRows(items, rows);
  return isLess && taken > 0 && taken <= mostLikings ? { kept: { customers: rows, likings: taken } } : {};
}

function build(options: ItemAutoencoderOptions, shapes: NetworkShapes, parts: NetworkParts): Network {
  const { method, kept } = options;
  return kept && method !== 'popularity'
    ? buildKept(options, kept, shapes, parts)
    : buildKernel(method, shapes, parts);
}

/** @throws InvalidSpecificationError for outputs that are not the items of the histories. */
function buildKept(
  { method, strength }: ItemAutoencoderOptions,
  kept: KeptSize,
  shapes: NetworkShapes,
  { store }: NetworkParts,
): Network {
  const items = historyWidth('item-autoencoder', shapes);
  if (shapes.outputs !== items) throw noOutputs(items, shapes.outputs);
  const scores =
    method === 'cosine' ? keptCosines(store, kept, items, strength) : keptRegression(store, kept, items);
  const bias = store.bias('items/bias', items);
  return networkOf({ architecture: 'item-autoencoder', shapes }, store, (inputs) => {
    const history = inputs.history as Tensor2D;
    return tf.add(tf.tensor2d(scores(history), history.shape), bias);
  });
}

function noOutputs(items: number, outputs: number): InvalidSpecificationError {
  const details = [{ expected: `${items} outputs, as many as products`, received: `${outputs}` }];
  return new InvalidSpecificationError('Histories that are kept give scores of their own products.', {
    details,
  });
}

function buildKernel(
  method: ItemAutoencoderOptions['method'],
  shapes: NetworkShapes,
  { random, store }: NetworkParts,
): Network {
  const items = historyWidth('item-autoencoder', shapes);
  const { outputs } = shapes;
  const kernel = hasKernel(method, items)
    ? store.kernel('items/kernel', [items, outputs], () => firstKernel(random, items, outputs))
    : undefined;
  const bias = store.bias('items/bias', outputs);
  return networkOf({ architecture: 'item-autoencoder', shapes }, store, (inputs, step) => {
    const history = inputs.history as Tensor2D;
    if (!kernel) return tf.add(tf.zeros([history.shape[0], outputs]), bias);
    const product = items > fewItems && !step.training ? pickedProduct : tf.matMul<Tensor2D>;
    const sums = tf.add(product(history, kernel as Tensor2D), bias);
    return tf.sub(sums, tf.mul(slice(history, outputs), diagonal(kernel, items, outputs)));
  });
}

function firstKernel(random: Random, items: number, outputs: number): Float32Array {
  const values = glorotUniform(random.fork('items'), { inputs: items, outputs });
  for (let i = 0; i < Math.min(items, outputs); i++) values[i * outputs + i] = 0;
  return values;
}

/** `history · kernel` by those rows of the kernel alone whose items are in a history, `[rows, outputs]`. */
function pickedProduct(history: Tensor2D, kernel: Tensor2D): Tensor2D {
  const [rows, items] = history.shape;
  const parts: Tensor2D[] = [];
  for (let start = 0; start < rows; start += pickedRows) {
    const part = tf.slice(history, [start, 0], [Math.min(pickedRows, rows - start), items]);
    parts.push(tf.matMul(...picked(part, kernel)));
  }
  return parts.length === 1 ? parts[0] : tf.concat(parts);
}

function picked(history: Tensor2D, kernel: Tensor2D): [Tensor2D, Tensor2D] {
  const [rows, items] = history.shape;
  const values = history.dataSync<'float32'>();
  const has = new Uint8Array(items);
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) has[i % items] = 1;
  const places = Array.from(has.keys()).filter((item) => has[item] === 1);
  // A product over nothing is left to no engine.
  if (places.length === 0) places.push(0);
  const own = new Float32Array(rows * places.length);
  for (let i = 0; i < own.length; i++)
    own[i] = values[Math.floor(i / places.length) * items + places[i % places.length]];
  const at = tf.tensor1d(places, 'int32');
  return [tf.tensor2d(own, [rows, places.length]), tf.gather(kernel, at)];
}

/** The first `outputs` columns of a history, zeros where it has fewer. */
function slice(history: Tensor2D, outputs: number): Tensor2D {
  const [rows, items] = history.shape;
  const kept = tf.slice(history, [0, 0], [rows, Math.min(items, outputs)]);
  return items >= outputs
    ? kept
    : tf.pad(kept, [
        [0, 0],
        [0, outputs - items],
      ]);
}

/** What a step of training may have put on the diagonal, to be taken off again: `[outputs]`. */
function diagonal(kernel: Variable, items: number, outputs: number) {
  const length = Math.min(items, outputs);
  const places = tf.tensor1d(
    Int32Array.from({ length }, (_, i) => i * outputs + i),
    'int32',
  );
  const values = tf.gather(tf.reshape(kernel, [-1]), places);
  return tf.pad(values, [[0, outputs - length]]);
}

async function solve(
  options: ItemAutoencoderOptions,
  sets: ItemSets,
  pause: () => Promise<void>,
): Promise<Map<string, Float32Array>> {
  const { method, kept } = options;
  const { items } = sets;
  if (method === 'popularity') {
    const bias = ['items/bias', customersOf(sets)] as const;
    return new Map(
      hasKernel(method, items) ? [['items/kernel', new Float32Array(items * items)], bias] : [bias],
    );
  }
  const weights = kept ? await solveKept(options, sets, pause) : await solveKernel(options, sets, pause);
  return new Map([...weights, ['items/bias', new Float32Array(items)]]);
}

async function solveKernel(
  { method, strength, dropout }: ItemAutoencoderOptions,
  sets: ItemSets,
  pause: () => Promise<void>,
): Promise<[string, Float32Array][]> {
  const kernel =
    method === 'cosine'
      ? await itemCosines(sets, strength, pause)
      : await itemRegression(sets, { strength, dropout }, pause);
  return [['items/kernel', kernel]];
}

async function solveKept(
  { method, strength, dropout }: ItemAutoencoderOptions,
  sets: ItemSets,
  pause: () => Promise<void>,
): Promise<[string, Float32Array][]> {
  return method === 'cosine' ? cosineWeights(sets) : regressionWeights(sets, { strength, dropout }, pause);
}

function customersOf({ items, rows }: ItemSets): Float32Array {
  const counts = new Float32Array(items);
  for (const row of rows) for (let i = 0; i < row.length; i++) counts[row[i]] += 1;
  return counts;
}

const bytesOfDouble = 8;
const bytesOfFloat = 4;

/** So many multiplications take about a second. */
const perSecond = 1.5e9;

/** The kernel in memory and in the engine, and what it is made from. */
function demand({ method, kept }: ItemAutoencoderOptions, size: ItemSetsSize): Demand {
  const { items, rows, taken } = size;
  if (method === 'popularity') return { bytes: items * bytesOfFloat, seconds: 0 };
  if (kept) return demandKept(method, size);
  const kernel = items ** 2 * bytesOfFloat;
  if (method === 'cosine') return { bytes: 2 * kernel, seconds: items ** 2 / 5e8 };
  const inverted = invertsRows(items, rows) ? rows : items;
  const work = inverted ** 3 / 2 + (inverted === items ? 0 : 2 * items * taken);
  const matrices = 2 * inverted ** 2 * bytesOfDouble;
  return { bytes: Math.max(2 * kernel, kernel + matrices), seconds: work / perSecond };
}

/** The histories, which are small, and for ridge the matrix of the customers while it is inverted. */
function demandKept(method: ItemAutoencoderOptions['method'], { rows, taken }: ItemSetsSize): Demand {
  const histories = 4 * taken * bytesOfFloat;
  if (method === 'cosine') return { bytes: histories, seconds: 0 };
  const matrices = rows ** 2 * (2 * bytesOfDouble + bytesOfFloat);
  return { bytes: histories + matrices, seconds: (rows ** 3 / 2 + taken * rows) / perSecond };
}
