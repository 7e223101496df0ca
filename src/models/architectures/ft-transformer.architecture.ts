import type { Tensor2D, Tensor3D, Variable } from '@tensorflow/tfjs';
import { z } from 'zod';
import { createRandom, type Random } from '../../core/random.js';
import { tf } from '../../engine/tf.js';
import {
  encodingOptions,
  featureEncoding,
  type FeatureEncoding,
} from '../network/embeddings/feature-encoding.js';
import { glorotUniform } from '../network/initialisers.js';
import { dense, dropout, featureWidth, LayerNormalisation, networkOf } from '../network/layers.js';
import type { WeightStore } from '../network/weight-store.js';
import type {
  Architecture,
  DataSize,
  Network,
  NetworkParts,
  NetworkShapes,
  Recommendation,
} from '../network/network.js';

const options = z
  .strictObject({
    /** Layers of attention. */
    blocks: z.number().int().min(1).max(12).default(2),
    /** Numbers that stand for a column. */
    units: z.number().int().min(2).max(512).default(32),
    heads: z.number().int().min(1).max(16).default(4),
    /** Units between the two layers of a block's perceptron. */
    hidden: z.number().int().min(1).max(4096).default(48),
    /** Probability that a number is left out of what a layer adds in a training step. */
    dropout: z.number().min(0).max(0.95).default(0.1),
    ...encodingOptions,
    onlySeen: encodingOptions.onlySeen.default(true),
  })
  .refine(({ units, heads }) => units % heads === 0, {
    message: 'units that the heads divide evenly',
    path: ['heads'],
  });

export type FtTransformerOptions = z.infer<typeof options>;

/**
 * Feature-token transformer (Gorishniy, Rubachev, Khrulkov & Babenko, 2021): every column becomes a vector, and so does the question;
 * in each block every vector looks at all others, and the answer is read from the question's. Layers are normalised before they are
 * applied, perceptrons are gated by a rectifier.
 */
export const ftTransformer: Architecture<FtTransformerOptions> = {
  name: 'ft-transformer',
  options,
  build,
  recommend,
};

function recommend({ rows }: DataSize): Recommendation<FtTransformerOptions> {
  const batchSize = Math.min(256, Math.max(32, 2 ** Math.round(Math.log2(rows / 10))));
  return {
    options: {},
    training: {
      epochs: 60,
      batchSize,
      optimiser: { name: 'adamw', learningRate: 0.001, weightDecay: 0.01 },
      earlyStopping: { patience: 10 },
    },
  };
}

/** Makes a vector of each column's features. */
type Tokens = (features: Tensor2D) => Tensor3D;

interface Dense {
  kernel: Variable;
  bias: Variable;
}

interface Block {
  beforeAttention: LayerNormalisation;
  query: Dense;
  key: Dense;
  value: Dense;
  merge: Dense;
  beforePerceptron: LayerNormalisation;
  gate: Dense;
  up: Dense;
  down: Dense;
}

function build(
  chosen: FtTransformerOptions,
  shapes: NetworkShapes,
  { random, store }: NetworkParts,
): Network {
  featureWidth('ft-transformer', shapes);
  const { units, hidden } = chosen;
  const encoding = featureEncoding(store, shapes.inputs.features, chosen, random.fork('encoding'));
  const tokens = tokenizer(store, encoding, units, random.fork('tokens'));
  const layer = (name: string, inputs: number, outputs: number): Dense => ({
    kernel: store.kernel(`${name}/kernel`, [inputs, outputs], () =>
      glorotUniform(random.fork(name), { inputs, outputs }),
    ),
    bias: store.bias(`${name}/bias`, outputs),
  });
  const blocks = Array.from({ length: chosen.blocks }, (_, i): Block => {
    const name = `block-${i + 1}`;
    return {
      beforeAttention: new LayerNormalisation(store, `${name}/before-attention`, units),
      query: layer(`${name}/query`, units, units),
      key: layer(`${name}/key`, units, units),
      value: layer(`${name}/value`, units, units),
      merge: layer(`${name}/merge`, units, units),
      beforePerceptron: new LayerNormalisation(store, `${name}/before-perceptron`, units),
      gate: layer(`${name}/gate`, units, hidden),
      up: layer(`${name}/up`, units, hidden),
      down: layer(`${name}/down`, hidden, units),
    };
  });
  const beforeOutput = new LayerNormalisation(store, 'before-output', units);
  const output = layer('output', units, shapes.outputs);
  const { adapt } = encoding;
  return networkOf({ architecture: 'ft-transformer', shapes, adapt }, store, (inputs, step) => {
    const masks = step.training && chosen.dropout > 0 ? createRandom(step.seed) : undefined;
    const thin = (x: Tensor2D): Tensor2D => (masks ? dropout(x, chosen.dropout, masks) : x);
    const first = tokens(encoding.encode(inputs.features as Tensor2D));
    const last = blocks.reduce<Tensor3D>((x, block, i) => {
      // Of the last block's vectors only the question's is read.
      const asking = i === blocks.length - 1 ? tf.slice(x, [0, 0, 0], [-1, 1, -1]) : x;
      return transformed(block, { asking, asked: x, heads: chosen.heads, thin });
    }, first);
    return applied(tf.relu(beforeOutput.apply(rowsOf(last))), output);
  });
}

/**
 * The vector of a column is the sum of its features, each times a vector of its own, plus one of the column. The question comes first:
 * a column without features.
 */
function tokenizer(
  store: WeightStore,
  { columns, width }: FeatureEncoding,
  units: number,
  random: Random,
): Tokens {
  const count = Math.max(...columns) + 2;
  const members = store.fixed('tokens/columns', [1, count, width], () => {
    const belongs = new Float32Array(count * width);
    columns.forEach((column, i) => (belongs[(column + 1) * width + i] = 1));
    return belongs;
  });
  const limit = 1 / Math.sqrt(units);
  const uniform = () => (2 * random.next() - 1) * limit;
  const vectors = store.kernel('tokens/vectors', [width, units], () =>
    Float32Array.from({ length: width * units }, uniform),
  );
  const offsets = store.scale('tokens/offsets', [1, count, units], uniform);
  return (features) => {
    const split = tf.mul<Tensor3D>(features.expandDims<Tensor3D>(1), members);
    const sums = tf.matMul(split.reshape<Tensor2D>([-1, width]), vectors);
    return tf.add<Tensor3D>(sums.reshape([-1, count, units]), offsets);
  };
}

interface Attention {
  /** `[batch, n, units]`: the vectors that are made new. */
  asking: Tensor3D;
  /** `[batch, columns + 1, units]`: those that they look at. */
  asked: Tensor3D;
  heads: number;
  thin: (x: Tensor2D) => Tensor2D;
}

function transformed(block: Block, { asking, asked, heads, thin }: Attention): Tensor3D {
  const [, n, units] = asking.shape;
  const tokens = asked.shape[1];
  const per = units / heads;
  const byHead = (x: Tensor2D, count: number): Tensor3D =>
    x.reshape([-1, count, heads, per]).transpose([0, 2, 1, 3]).reshape([-1, count, per]);
  const rows = rowsOf(asking);
  const normal = block.beforeAttention.apply(rowsOf(asked));
  const asksWith = n === tokens ? normal : block.beforeAttention.apply(rows);
  const query = byHead(applied(asksWith, block.query), n);
  const key = byHead(applied(normal, block.key), tokens);
  const value = byHead(applied(normal, block.value), tokens);
  const attention = tf.softmax(tf.mul(tf.matMul(query, key, false, true), 1 / Math.sqrt(per)));
  const seen = tf
    .matMul(attention, value)
    .reshape([-1, heads, n, per])
    .transpose([0, 2, 1, 3])
    .reshape<Tensor2D>([-1, units]);
  const attended = tf.add<Tensor2D>(rows, thin(applied(seen, block.merge)));
  const before = block.beforePerceptron.apply(attended);
  const gated = tf.mul<Tensor2D>(tf.relu(applied(before, block.gate)), applied(before, block.up));
  return tf.add<Tensor2D>(attended, applied(thin(gated), block.down)).reshape([-1, n, units]);
}

function rowsOf(x: Tensor3D): Tensor2D {
  return x.reshape([-1, x.shape[2]]);
}

function applied(x: Tensor2D, { kernel, bias }: Dense): Tensor2D {
  return dense(x, kernel, bias);
}
