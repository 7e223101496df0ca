import type { Tensor2D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { InvalidSpecificationError } from '../../core/errors.js';
import { createRandom } from '../../core/random.js';
import { tf } from '../../engine/tf.js';
import { glorotUniform } from '../network/initialisers.js';
import { dense, dropout, historyWidth, networkOf } from '../network/layers.js';
import type { Architecture, Network, NetworkParts, NetworkShapes } from '../network/network.js';

const options = z.strictObject({
  /** Length of the vectors that both towers end in. */
  factors: z.number().int().min(1).max(1024).default(64),
  /** Units between the history and the customer's vector; 0: none. */
  hidden: z.number().int().min(0).max(4096).default(0),
  /** Probability that a product of the history is left out of a training step. */
  dropout: z.number().min(0).max(0.95).default(0.5),
  /** Indexes of each product's attributes; none, or a list for every output. */
  attributes: z.array(z.array(z.number().int().min(0))).default([]),
});

/** Every product has a share of every attribute in one table: 512 MiB. */
const mostShares = 2 ** 27;

export type TwoTowerOptions = z.infer<typeof options>;

/**
 * One tower from a customer's history to a vector, one from a product's identity and attributes to another; their product is the
 * score (Covington, Adams & Sargin, 2016; Yi et al., 2019). Trained over all products at once it is a denoising autoencoder
 * (Liang et al., 2018) whose last layer knows attributes.
 */
export const twoTower: Architecture<TwoTowerOptions> = { name: 'two-tower', options, build };

function build(chosen: TwoTowerOptions, shapes: NetworkShapes, { random, store }: NetworkParts): Network {
  const items = historyWidth('two-tower', shapes);
  const { outputs } = shapes;
  const { factors, hidden, attributes } = chosen;
  checkAttributes(attributes, outputs);
  const layer = (name: string, inputs: number, units: number) => ({
    kernel: store.kernel(`${name}/kernel`, [inputs, units], () =>
      glorotUniform(random.fork(name), { inputs, outputs: units }),
    ),
    bias: store.bias(`${name}/bias`, units),
  });
  const first = hidden > 0 ? layer('hidden', items, hidden) : undefined;
  const last = layer('customer', hidden > 0 ? hidden : items, factors);
  const identity = store.kernel('item/factors', [outputs, factors], () =>
    glorotUniform(random.fork('item'), { inputs: factors, outputs }),
  );
  const width = attributeCount(attributes);
  const meaning = width === 0 ? undefined : store.kernel('attribute/factors', [width, factors]);
  const bias = store.bias('item/bias', outputs);
  const shares = meaning && attributeShares(attributes, width);
  return networkOf({ architecture: 'two-tower', shapes }, store, (inputs, step) => {
    const history = unitLength(inputs.history as Tensor2D);
    const masked =
      step.training && chosen.dropout > 0
        ? dropout(history, chosen.dropout, createRandom(step.seed))
        : history;
    const inner = first ? tf.tanh(dense(masked, first.kernel, first.bias)) : masked;
    const customer = tf.tanh(dense(inner, last.kernel, last.bias));
    const item = identity as Tensor2D;
    const product: Tensor2D =
      shares && meaning
        ? tf.add(item, tf.matMul(tf.tensor2d(shares, [outputs, width]), meaning as Tensor2D))
        : item;
    return tf.add(tf.matMul(customer, product, false, true), bias);
  });
}

/** Histories scaled to length 1, so that long ones do not drive the tanh into its ends; an empty one stays zero. */
function unitLength(history: Tensor2D): Tensor2D {
  const length = tf.sqrt(tf.sum(tf.square(history), 1, true));
  return tf.div(history, tf.maximum(length, 1e-6));
}

/** How many attributes there are; 0 where no product has a list of them. */
function attributeCount(attributes: readonly (readonly number[])[]): number {
  if (attributes.length === 0) return 0;
  return 1 + attributes.reduce((most, list) => Math.max(most, ...list), 0);
}

/** Row-major `[products, width]`: each product's attributes share the weight 1. */
function attributeShares(attributes: readonly (readonly number[])[], width: number): Float32Array {
  const values = new Float32Array(attributes.length * width);
  attributes.forEach((list, row) => list.forEach((at) => (values[row * width + at] = 1 / list.length)));
  return values;
}

function checkAttributes(attributes: readonly (readonly number[])[], outputs: number): void {
  const numbers = attributes.length * attributeCount(attributes);
  if (numbers > mostShares) {
    throw new InvalidSpecificationError('The architecture "two-tower" cannot hold so many attributes.', {
      details: [
        {
          pointer: '/options/attributes',
          expected: `at most ${mostShares} pairs of a product and an attribute`,
          received: `${numbers}`,
        },
      ],
    });
  }
  if (attributes.length === 0 || attributes.length === outputs) return;
  throw new InvalidSpecificationError('The architecture "two-tower" needs the attributes of every output.', {
    details: [
      {
        pointer: '/options/attributes',
        expected: `${outputs} lists, or none`,
        received: `${attributes.length}`,
      },
    ],
  });
}
