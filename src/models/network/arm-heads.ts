import type { Tensor2D, Variable } from '@tensorflow/tfjs';
import { z } from 'zod';
import { createRandom, type Random } from '../../core/random.js';
import { tf } from '../../engine/tf.js';
import { activated, activations, type Activation, type Layer } from './activations.js';
import { encodingOptions, featureEncoding } from './embeddings/feature-encoding.js';
import { glorotUniform, heNormal } from './initialisers.js';
import { dense, dropout, featureWidth } from './layers.js';
import type { DataSize, NetworkParts, NetworkShapes, Recommendation } from './network.js';
import type { WeightStore } from './weight-store.js';

const units = z.array(z.number().int().min(1).max(8192)).max(16);

/** Options of networks with a head for each arm of a treatment. */
export const armHeadOptions = z.strictObject({
  /** Units of each layer of the representation that all heads read; none: each head is a network of its own, as of a T-learner. */
  shared: units.default([64, 64]),
  /** Units of each hidden layer of a head. */
  heads: units.default([32]),
  activation: z.enum(activations).default('relu'),
  /** Probability that a unit is left out of a training step. */
  dropout: z.number().min(0).max(0.95).default(0),
  /** Add a linear path from the features to each head beside the hidden layers (Wide & Deep: Cheng et al., 2016). */
  wide: z.boolean().default(false),
  ...encodingOptions,
});

export type ArmHeadOptions = z.infer<typeof armHeadOptions>;

/** A representation of the features, and what is read from it. */
export interface ArmTrunk {
  /** Numbers that the representation has. */
  width: number;
  /** Numbers of a row before the encoding. */
  features: number;
  encoding: ReturnType<typeof featureEncoding>;
  /** `[batch, features]` to `[batch, width]`. */
  represent(features: Tensor2D, masks: Random | undefined): Tensor2D;
}

/** @param architecture for the error when the network is to be built for other inputs than features. */
export function armTrunk(
  architecture: string,
  chosen: ArmHeadOptions,
  shapes: NetworkShapes,
  { random, store }: NetworkParts,
): ArmTrunk {
  const features = featureWidth(architecture, shapes);
  const encoding = featureEncoding(store, shapes.inputs.features, chosen, random.fork('encoding'));
  const { layers, width } = stack({ store, random, chosen }, 'shared', encoding.width, chosen.shared);
  return {
    width,
    features,
    encoding,
    represent: (rows, masks) => through(layers, encoding.encode(rows), chosen, masks),
  };
}

/** What a head reads of a batch. */
export interface HeadInputs {
  features: Tensor2D;
  representation: Tensor2D;
  masks: Random | undefined;
}

/** One number per row, `[batch, 1]`, from the representation by hidden layers of its own. */
export function armHead(
  name: string,
  chosen: ArmHeadOptions,
  { width, features }: Pick<ArmTrunk, 'width' | 'features'>,
  { random, store }: NetworkParts,
): (inputs: HeadInputs) => Tensor2D {
  const hidden = stack({ store, random, chosen }, name, width, chosen.heads);
  const last = outputLayer(store, `${name}/output`, hidden.width, random);
  // Zeros, for the reasons given at the linear architecture.
  const wide = chosen.wide ? store.kernel(`${name}/wide`, [features, 1]) : undefined;
  return ({ features: rows, representation, masks }) => {
    const deep = dense(through(hidden.layers, representation, chosen, masks), last.kernel, last.bias);
    return wide ? tf.add(deep, tf.matMul(rows, wide as Variable & Tensor2D)) : deep;
  };
}

/** One number per row that is linear in the representation. */
export function outputLayer(store: WeightStore, name: string, inputs: number, random: Random): Layer {
  const values = () => glorotUniform(random.fork(name), { inputs, outputs: 1 });
  return {
    kernel: store.kernel(`${name}/kernel`, [inputs, 1], values),
    bias: store.bias(`${name}/bias`, 1),
  };
}

/** The random masks of a training step, where there is dropout. */
export function masksOf(
  { dropout: rate }: ArmHeadOptions,
  { training, seed }: { training: boolean; seed: number },
): Random | undefined {
  return training && rate > 0 ? createRandom(seed) : undefined;
}

interface StackParts extends Pick<NetworkParts, 'store' | 'random'> {
  chosen: Pick<ArmHeadOptions, 'activation'>;
}

function stack(
  { store, random, chosen }: StackParts,
  name: string,
  inputs: number,
  sizes: readonly number[],
) {
  const initialise = chosen.activation === 'tanh' ? glorotUniform : heNormal;
  const layers = sizes.map((outputs, i): Layer => {
    const own = `${name}/hidden-${i + 1}`;
    const fan = { inputs: i === 0 ? inputs : sizes[i - 1], outputs };
    const values = () => initialise(random.fork(own), fan);
    return {
      kernel: store.kernel(`${own}/kernel`, [fan.inputs, outputs], values),
      bias: store.bias(`${own}/bias`, outputs),
    };
  });
  return { layers, width: sizes.at(-1) ?? inputs };
}

function through(
  layers: readonly Layer[],
  x: Tensor2D,
  { activation, dropout: rate }: { activation: Activation; dropout: number },
  masks: Random | undefined,
): Tensor2D {
  return layers.reduce((read, layer) => {
    const own = activated(read, layer, activation);
    return masks ? dropout(own, rate, masks) : own;
  }, x);
}

/** From so many rows on smaller parts of an epoch are enough. */
const manyRows = 5000;

/**
 * Chosen among a dozen by the error of factual outcomes on inner folds of two replications of IHDP (747 rows, 25 columns), never by effects:
 * with few treated rows a linear path, dropout and a penalty keep the networks from learning them by heart. The batch is chosen for speed.
 */
export function armHeadRecommendation({ rows }: DataSize): Recommendation<ArmHeadOptions> {
  return {
    options: { shared: [64], heads: [32], activation: 'gelu', wide: true, dropout: 0.2 },
    training: {
      epochs: 120,
      batchSize: rows < manyRows ? 128 : 512,
      l2: 0.005,
      optimiser: { name: 'adam', learningRate: 0.005 },
      earlyStopping: { patience: 10 },
    },
  };
}
