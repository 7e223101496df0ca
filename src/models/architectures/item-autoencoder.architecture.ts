import type { Tensor2D, Variable } from '@tensorflow/tfjs';
import { z } from 'zod';
import { tf } from '../../engine/tf.js';
import { invertPositiveDefinite } from '../algebra/invert-positive-definite.js';
import { glorotUniform } from '../network/initialisers.js';
import { historyWidth, networkOf } from '../network/layers.js';
import type { Architecture, ItemSets, Network, NetworkParts, NetworkShapes } from '../network/network.js';

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
};

function build(
  _options: ItemAutoencoderOptions,
  shapes: NetworkShapes,
  { random, store }: NetworkParts,
): Network {
  const items = historyWidth('item-autoencoder', shapes);
  const { outputs } = shapes;
  const kernel = store.kernel('items/kernel', [items, outputs], () => {
    const values = glorotUniform(random.fork('items'), { inputs: items, outputs });
    for (let i = 0; i < Math.min(items, outputs); i++) values[i * outputs + i] = 0;
    return values;
  });
  const bias = store.bias('items/bias', outputs);
  return networkOf({ architecture: 'item-autoencoder', shapes }, store, (inputs) => {
    const history = inputs.history as Tensor2D;
    const sums = tf.add(tf.matMul(history, kernel as Tensor2D), bias);
    return tf.sub(sums, tf.mul(slice(history, outputs), diagonal(kernel, items, outputs)));
  });
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
  { method, strength, dropout }: ItemAutoencoderOptions,
  sets: ItemSets,
  pause: () => Promise<void>,
): Promise<ReadonlyMap<string, Float32Array>> {
  const { items } = sets;
  const counts = customersOf(sets);
  if (method === 'popularity') {
    return new Map([
      ['items/kernel', new Float32Array(items * items)],
      ['items/bias', Float32Array.from(counts)],
    ]);
  }
  const together = commonCustomers(sets);
  const kernel =
    method === 'cosine'
      ? cosines(together, counts, strength)
      : await ridge(together, counts, { strength, dropout, pause });
  return new Map([
    ['items/kernel', kernel],
    ['items/bias', new Float32Array(items)],
  ]);
}

function customersOf({ items, rows }: ItemSets): Float64Array {
  const counts = new Float64Array(items);
  for (const row of rows) for (let i = 0; i < row.length; i++) counts[row[i]] += 1;
  return counts;
}

/** How many customers have both products, `[items, items]`; on the diagonal, how many have the one. */
function commonCustomers({ items, rows }: ItemSets): Float64Array {
  const together = new Float64Array(items * items);
  for (const row of rows) {
    for (let i = 0; i < row.length; i++) {
      for (let j = 0; j < row.length; j++) together[row[i] * items + row[j]] += 1;
    }
  }
  return together;
}

/** Common customers over the root of both counts plus `strength`, `[items, items]`, zero on the diagonal. */
function cosines(together: Float64Array, counts: Float64Array, strength: number): Float32Array {
  const items = counts.length;
  const kernel = new Float32Array(items * items);
  for (let i = 0; i < items; i++) {
    for (let j = 0; j < items; j++) {
      if (i !== j)
        kernel[i * items + j] = together[i * items + j] / (Math.sqrt(counts[i] * counts[j]) + strength);
    }
  }
  return kernel;
}

interface Ridge {
  strength: number;
  dropout: number;
  pause: () => Promise<void>;
}

/** -P[i, j] / P[j, j] of the inverse P of the penalised matrix of common customers (Steck, 2019, equation 8). */
async function ridge(
  together: Float64Array,
  counts: Float64Array,
  { strength, dropout, pause }: Ridge,
): Promise<Float32Array> {
  const items = counts.length;
  const share = dropout / (1 - dropout);
  for (let i = 0; i < items; i++) together[i * items + i] += strength + share * counts[i];
  const inverse = await invertPositiveDefinite(together, items, pause);
  const kernel = new Float32Array(items * items);
  for (let i = 0; i < items; i++) {
    for (let j = 0; j < items; j++) {
      if (i !== j) kernel[i * items + j] = -inverse[i * items + j] / inverse[j * items + j];
    }
  }
  return kernel;
}
