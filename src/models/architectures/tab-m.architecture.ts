import type { Tensor, Tensor2D, Tensor3D, Variable } from '@tensorflow/tfjs';
import { z } from 'zod';
import { createRandom, type Random } from '../../core/random.js';
import { tf } from '../../engine/tf.js';
import {
  encodingOptions,
  featureEncoding,
  firstKernel,
  type FeatureEncoding,
  type FusedEncoding,
} from '../network/embeddings/feature-encoding.js';
import { scaledColumns, scaledRows, type FusedNetwork } from '../fused/fused-network.js';
import { glorotUniform, heNormal } from '../network/initialisers.js';
import { dropout, featureWidth, networkOf, valuesOf } from '../network/layers.js';
import type { WeightStore } from '../network/weight-store.js';
import type {
  Architecture,
  DataSize,
  Network,
  NetworkParts,
  NetworkShapes,
  Recommendation,
} from '../network/network.js';
import type { TrainingOptionsInput } from '../training/training-options.js';

const options = z.strictObject({
  /** How many perceptrons share the kernels. */
  members: z.number().int().min(1).max(256).default(8),
  /** Units of each hidden layer, from the features to the output. */
  hidden: z.array(z.number().int().min(1).max(8192)).min(1).max(16).default([128, 64]),
  /** Probability that a hidden unit is left out of a training step. */
  dropout: z.number().min(0).max(0.95).default(0.1),
  /** Add a linear path from the features to the output beside the hidden layers, which all members share. */
  wide: z.boolean().default(false),
  /** Share of the columns that each member reads, a random choice of its own (the random subspaces of Ho, 1998). */
  columnShare: z.number().gt(0).max(1).default(1),
  ...encodingOptions,
  onlySeen: encodingOptions.onlySeen.default(true),
});

export type TabMOptions = z.infer<typeof options>;

/**
 * TabM (Gorishniy, Kotelnikov & Babenko, 2024): an ensemble of perceptrons in one network. The members share every kernel; each
 * scales what goes into it and what comes out (BatchEnsemble: Wen, Tran & Ba, 2020), has biases and an output layer of its own,
 * and learns by its own loss. The scales of the features begin as random signs, which sets the members apart; all others begin at 1.
 * All members are one product per layer.
 */
export const tabM: Architecture<TabMOptions> = { name: 'tab-m', options, build, recommend };

/** From so many rows of the rarer classes on, or rows with a number, there is more to learn than a bend or two of each quantity. */
const manyEvents = 400;
const manyRows = 2000;

/**
 * Chosen on nine tables of 300 to 12,000 rows, within the training rows of one fold of each
 * (docs/decisions/0011-networks-of-tables.md). Numbers want more bends than classes do; classes want dropout, numbers
 * none.
 */
function recommend({ rows, classes, events = rows }: DataSize): Recommendation<TabMOptions> {
  const many = classes ? events >= manyEvents && rows >= manyRows : rows >= manyRows;
  const training = (
    learningRate: number,
    batchSize: number,
  ): TrainingOptionsInput & Record<string, unknown> => ({
    epochs: many ? 100 : 200,
    batchSize,
    optimiser: { name: 'adamw', learningRate, weightDecay: 0.001 },
    earlyStopping: { patience: many ? 12 : 16 },
  });
  const tenth = Math.min(256, Math.max(32, 2 ** Math.round(Math.log2(rows / 10))));
  if (classes && !many) {
    return { options: { hidden: [64], dropout: 0.2, wide: true }, training: training(0.003, tenth) };
  }
  const numbers = 'piecewise' as const;
  if (classes) {
    return { options: { numbers, bins: 32, hidden: [64, 64], dropout: 0.3 }, training: training(0.003, 256) };
  }
  if (!many) {
    return { options: { numbers, bins: 16, hidden: [64, 64], dropout: 0 }, training: training(0.005, 32) };
  }
  return {
    options: { members: 4, numbers, bins: 128, hidden: [128, 64], dropout: 0 },
    training: training(0.006, 256),
  };
}

interface Layer {
  /** `[members, 1, inputs]` */
  before: Variable;
  /** `[inputs, units]` */
  kernel: Variable;
  /** `[members, 1, units]` both. */
  after: Variable;
  bias: Variable;
}

function build(chosen: TabMOptions, shapes: NetworkShapes, { random, store }: NetworkParts): Network {
  const { members, hidden } = chosen;
  featureWidth('tab-m', shapes);
  const encoding = featureEncoding(store, shapes.inputs.features, chosen, random.fork('encoding'));
  const { width, adapt } = encoding;
  const choice = columnChoice(store, encoding, chosen, random.fork('columns'));
  const layers = hidden.map((units, index): Layer => {
    const inputs = index === 0 ? width : hidden[index - 1];
    const name = `hidden-${index + 1}`;
    const signs = random.fork(`${name}/signs`);
    const scale = () => (index === 0 ? (signs.next() < 0.5 ? -1 : 1) : 1);
    return {
      before: store.scale(`${name}/before`, [members, 1, inputs], scale),
      kernel: store.kernel(`${name}/kernel`, [inputs, units], () =>
        index === 0
          ? firstKernel(encoding, units, random.fork(name))
          : heNormal(random.fork(name), { inputs, outputs: units }),
      ),
      after: store.scale(`${name}/after`, [members, 1, units], () => 1),
      bias: store.scale(`${name}/bias`, [members, 1, units], () => 0),
    };
  });
  // Zeros, for the reasons given at the linear architecture.
  const wide = chosen.wide ? store.kernel('wide/kernel', [width, shapes.outputs]) : undefined;
  const last = hidden[hidden.length - 1];
  const output = outputLayers(store, { members, inputs: last, outputs: shapes.outputs }, random);
  const { fuse: fuseEncoding } = encoding;
  const parts = { members, choice, layers, output, wide };
  const fuse = fuseEncoding && (() => fuseMembers({ ...parts, encoding: fuseEncoding() }, shapes));
  return networkOf({ architecture: 'tab-m', shapes, members, adapt, fuse }, store, (inputs, step) => {
    const masks = step.training && chosen.dropout > 0 ? createRandom(step.seed) : undefined;
    const encoded = encoding.encode(inputs.features as Tensor2D);
    const each = encoded.expandDims<Tensor3D>(0);
    const everyone = choice ? tf.mul<Tensor3D>(each, choice) : each;
    const body = layers.reduce<Tensor3D>((x, layer) => {
      const activated = tf.relu(applyLayer(x, layer));
      return masks ? thinned(activated, chosen.dropout, masks) : activated;
    }, everyone);
    const deep = tf.add<Tensor3D>(tf.matMul(body, output.kernel), output.bias);
    const raw = wide
      ? tf.add<Tensor3D>(deep, tf.matMul(encoded, wide as Tensor as Tensor2D).expandDims(0))
      : deep;
    return raw.reshape<Tensor2D>([-1, shapes.outputs]);
  });
}

interface Parts {
  members: number;
  encoding: FusedEncoding;
  choice?: Variable;
  layers: readonly Layer[];
  output: { kernel: Variable; bias: Variable };
  wide?: Variable;
}

/** Each member as a perceptron of its own: its scales multiplied into the kernels that it shares. */
function fuseMembers(parts: Parts, shapes: NetworkShapes): FusedNetwork {
  const { members, encoding, choice, layers, output, wide } = parts;
  const { outputs } = shapes;
  const { factors, bends } = encoding;
  const of = (variable: Variable, member: number) => {
    const values = valuesOf(variable);
    const length = values.length / members;
    return values.slice(member * length, (member + 1) * length);
  };
  const hiddenOf = (member: number) =>
    layers.map(({ before, kernel, after, bias }, depth) => {
      const own = scaledColumns(scaledRows(valuesOf(kernel), of(before, member)), of(after, member));
      if (depth > 0) return { kernel: own, bias: of(bias, member) };
      const chosen = choice ? scaledRows(own, of(choice, member)) : own;
      return { kernel: scaledRows(chosen, factors), bias: of(bias, member) };
    });
  return {
    inputs: shapes.inputs.features.shape[0],
    outputs,
    bends,
    members: Array.from({ length: members }, (_, member) => ({
      hidden: hiddenOf(member),
      output: { kernel: of(output.kernel, member), bias: of(output.bias, member) },
    })),
    ...(wide && { wide: scaledRows(valuesOf(wide), factors) }),
  };
}

/** `[members or 1, batch, inputs]` to `[members, batch, units]` */
function applyLayer(x: Tensor3D, { before, kernel, after, bias }: Layer): Tensor3D {
  const scaled = tf.mul<Tensor3D>(x, before);
  const [members, batch, inputs] = scaled.shape;
  const product = tf.matMul(scaled.reshape<Tensor2D>([-1, inputs]), kernel);
  return tf.add(tf.mul(product.reshape([members, batch, -1]), after), bias);
}

/** Which inputs each member reads, `[members, 1, width]`, scaled up so that their sum stays as large; undefined where all do. */
function columnChoice(
  store: WeightStore,
  { columns, width }: FeatureEncoding,
  { members, columnShare }: TabMOptions,
  random: Random,
): Variable | undefined {
  if (columnShare === 1) return undefined;
  const values = () => chosenColumns({ columns, width }, { members, columnShare }, random);
  return store.fixed('columns', [members, 1, width], values);
}

function chosenColumns(
  { columns, width }: Pick<FeatureEncoding, 'columns' | 'width'>,
  { members, columnShare }: Pick<TabMOptions, 'members' | 'columnShare'>,
  random: Random,
): Float32Array {
  const count = Math.max(...columns) + 1;
  const chosen = Math.max(1, Math.round(columnShare * count));
  const scale = Math.sqrt(count / chosen);
  const values = new Float32Array(members * width);
  for (let member = 0; member < members; member++) {
    const read = new Set(random.permutation(count).subarray(0, chosen));
    columns.forEach((column, i) => {
      if (read.has(column)) values[member * width + i] = scale;
    });
  }
  return values;
}

function thinned(x: Tensor3D, rate: number, masks: Random): Tensor3D {
  const [members, batch, units] = x.shape;
  return dropout(x.reshape<Tensor2D>([-1, units]), rate, masks).reshape([members, batch, units]);
}

function outputLayers(
  store: WeightStore,
  { members, inputs, outputs }: { members: number; inputs: number; outputs: number },
  random: Random,
): { kernel: Variable; bias: Variable } {
  const values = () => {
    const all = new Float32Array(members * inputs * outputs);
    for (let member = 0; member < members; member++) {
      const own = glorotUniform(random.fork(`output ${member}`), { inputs, outputs });
      all.set(own, member * inputs * outputs);
    }
    return all;
  };
  return {
    kernel: store.kernel('output/kernel', [members, inputs, outputs], values),
    bias: store.scale('output/bias', [members, 1, outputs], () => 0),
  };
}
