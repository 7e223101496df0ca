import type { Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs';
import { z } from 'zod';
import { InvalidSpecificationError, shown } from '../../core/errors.js';
import { createRandom } from '../../core/random.js';
import { tf } from '../../engine/tf.js';
import { dropout, networkOf } from '../network/layers.js';
import { alternatingLeastSquares } from '../algebra/alternating-least-squares.js';
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
  customers: z.number().int().min(1).default(1),
  items: z.number().int().min(1).default(1),
  /** Tastes that a customer and a product are compared by. */
  factors: z.number().int().min(1).max(512).default(32),
  /** Standard deviation of the first factors. */
  spread: z.number().positive().default(0.1),
  /** Probability that a taste is left out of a training step. */
  dropout: z.number().min(0).max(0.95).default(0),
  /** Settings of the closed form for likings (Hu, Koren & Volinsky, 2008). */
  implicit: z
    .strictObject({
      confidence: z.number().min(0).default(10),
      strength: z.number().positive().default(5),
      passes: z.number().int().min(1).max(200).default(8),
    })
    .prefault({}),
});

export type FactorisationOptions = z.infer<typeof options>;

/**
 * Matrix factorisation with biases (Koren, Bell & Volinsky, 2009): overall level + customer's bias + product's bias + product of
 * their factors. Inputs `customer` and `item`, int32 `[1]`. Ratings are learnt by the training loop, likings in closed form.
 */
export const factorisation: Architecture<FactorisationOptions> = {
  name: 'factorisation',
  options,
  build,
  solve,
  demand,
};

function build(
  chosen: FactorisationOptions,
  shapes: NetworkShapes,
  { random, store }: NetworkParts,
): Network {
  checkPairs(shapes);
  const { customers, items, factors, spread } = chosen;
  const { outputs } = shapes;
  const normal = (name: string, length: number) => {
    const own = random.fork(name);
    return Float32Array.from({ length }, () => own.normal() * spread);
  };
  const table = (name: string, rows: number, columns: number) =>
    store.kernel(name, [rows, columns], () => normal(name, rows * columns));
  const customer = table('customer/factors', customers, factors);
  const item = table('item/factors', items, factors);
  const mix = outputs === 1 ? undefined : table('mix/kernel', factors, outputs);
  const customerBias = store.kernel('customer/bias', [customers, outputs]);
  const itemBias = store.kernel('item/bias', [items, outputs]);
  const level = store.bias('level', outputs);
  return networkOf({ architecture: 'factorisation', shapes }, store, (inputs, step) => {
    const customerAt: Tensor1D = tf.reshape(inputs.customer, [-1]);
    const itemAt: Tensor1D = tf.reshape(inputs.item, [-1]);
    const common: Tensor2D = tf.mul(rowsOf(customer, customerAt), rowsOf(item, itemAt));
    const masked =
      step.training && chosen.dropout > 0 ? dropout(common, chosen.dropout, createRandom(step.seed)) : common;
    const match: Tensor2D = mix ? tf.matMul(masked, mix) : tf.sum(masked, 1, true);
    const biases = tf.add(rowsOf(customerBias, customerAt), rowsOf(itemBias, itemAt));
    return tf.add(tf.add(match, biases), level);
  });
}

function rowsOf(table: Variable, at: Tensor1D): Tensor2D {
  return tf.gather(table as Tensor2D, at);
}

function checkPairs(shapes: NetworkShapes): void {
  const expected = { customer: { shape: [1], dtype: 'int32' }, item: { shape: [1], dtype: 'int32' } };
  const { customer, item, ...others } = shapes.inputs;
  const fits = [customer, item].every(
    (input) => input?.dtype === 'int32' && shown(input.shape) === shown([1]),
  );
  if (fits && Object.keys(others).length === 0) return;
  const received = shown(shapes.inputs, 200);
  throw new InvalidSpecificationError(
    `The architecture "factorisation" cannot be built for these inputs: expected ${shown(expected, 200)}, received ${received}.`,
    { details: [{ expected: shown(expected, 200), received }] },
  );
}

/** Factors from likings alone; the biases stay 0. */
async function solve(
  { factors, implicit }: FactorisationOptions,
  sets: ItemSets,
  pause: () => Promise<void>,
): Promise<Map<string, Float32Array>> {
  const random = createRandom(0).fork('factors');
  const solved = await alternatingLeastSquares(sets, { factors, ...implicit }, { random, pause });
  return new Map([
    ['customer/factors', Float32Array.from(solved.customers)],
    ['item/factors', Float32Array.from(solved.items)],
    ['customer/bias', new Float32Array(sets.rows.length)],
    ['item/bias', new Float32Array(sets.items)],
  ]);
}

/** Factors as doubles and as floats; every pass solves a system of equations for each customer and each product. */
function demand({ factors, implicit }: FactorisationOptions, { items, rows, taken }: ItemSetsSize): Demand {
  const work = (items + rows) * factors ** 3 * (1 / 3 + 1 / factors) + taken * factors ** 2;
  return { bytes: (items + rows) * factors * 32, seconds: ((implicit.passes + 1) * work) / 5e8 };
}
