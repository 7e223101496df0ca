import type { Tensor2D, Tensor3D, Variable } from '@tensorflow/tfjs';
import { z } from 'zod';
import { createRandom, type Random } from '../../core/random.js';
import { tf } from '../../engine/tf.js';
import { glorotUniform, heNormal } from './initialisers.js';
import { dense, dropout } from './layers.js';
import type { WeightStore } from './weight-store.js';
import type { ForwardOptions, NetworkInputs, NetworkShapes } from './network.js';
import { IdentityEmbeddings, windowShapes, type WindowShapes } from './window-inputs.js';

/** Options that every network of windows has. */
export const windowOptions = {
  /** Probability that a hidden number is left out of a training step. */
  dropout: z.number().min(0).max(0.95).default(0.1),
  /** Numbers that stand for each index of the input `identity`. */
  embedding: z.number().int().min(1).max(512).default(16),
  /** Learn the distance from the last value of the first channel, which then must be what is predicted. */
  fromLast: z.boolean().default(false),
};

export interface DenseLayer {
  kernel: Variable;
  bias: Variable;
}

/** A layer before a rectifier (`relu`), or one whose outputs are used as they are, scaled by `gain`. */
export function denseLayer(
  store: WeightStore,
  name: string,
  fan: { inputs: number; outputs: number },
  { random, relu = false, gain = 1 }: { random: Random; relu?: boolean; gain?: number },
): DenseLayer {
  const scaled = () => {
    const values = (relu ? heNormal : glorotUniform)(random.fork(name), fan);
    return gain === 1 ? values : values.map((value) => gain * value);
  };
  return {
    kernel: store.kernel(`${name}/kernel`, [fan.inputs, fan.outputs], scaled),
    bias: store.bias(`${name}/bias`, fan.outputs),
  };
}

/** Apply a layer to the last axis of `[batch, steps, inputs]`, as one product. */
export function denseSteps(
  x: Tensor3D,
  { kernel, bias }: DenseLayer,
  activation: 'linear' | 'relu' = 'linear',
): Tensor3D {
  const [, steps, inputs] = x.shape;
  return dense(x.reshape([-1, inputs]), kernel, bias, activation).reshape([-1, steps, kernel.shape[1] ?? 1]);
}

/** Masks of one step; undefined when nothing is left out. */
export function masksOf({ training, seed }: ForwardOptions, rate: number): Random | undefined {
  return training && rate > 0 ? createRandom(seed) : undefined;
}

interface HeadOptions {
  shapes: NetworkShapes;
  architecture: string;
  /** How many numbers the body makes of a window. */
  width: number;
  hidden: number;
  dropout: number;
  embedding: number;
  fromLast: boolean;
  random: Random;
}

/**
 * The end of a network of windows: what the body made of the history, beside the present features and the embeddings, through
 * one hidden layer to the outputs.
 */
export class WindowHead {
  private readonly shape: WindowShapes;
  private readonly embeddings: IdentityEmbeddings;
  private readonly hidden: DenseLayer;
  private readonly output: DenseLayer;
  private readonly last: LastValuePath | undefined;

  constructor(
    store: WeightStore,
    private readonly options: HeadOptions,
  ) {
    const { architecture, shapes, width, hidden, embedding, random } = options;
    this.shape = windowShapes(architecture, shapes);
    this.embeddings = new IdentityEmbeddings(store, this.shape.identities, { units: embedding, random });
    const inputs = width + this.shape.present + embedding * this.shape.identities.length;
    this.hidden = denseLayer(store, 'head', { inputs, outputs: hidden }, { random, relu: true });
    const fan = { inputs: hidden, outputs: shapes.outputs };
    this.output = denseLayer(store, 'output', fan, { random, gain: options.fromLast ? 0.1 : 1 });
    if (options.fromLast) this.last = new LastValuePath(store, this.shape, shapes.outputs);
  }

  /** @param body `[batch, width]` */
  forward(body: Tensor2D, inputs: NetworkInputs, step: ForwardOptions): Tensor2D {
    const parts = [body, ...(this.shape.present > 0 ? [inputs.present as Tensor2D] : [])];
    const features = tf.concat([...parts, ...this.embeddings.of(inputs)], 1);
    const masks = masksOf(step, this.options.dropout);
    const hidden = dense(features, this.hidden.kernel, this.hidden.bias, 'relu');
    const kept = masks ? dropout(hidden, this.options.dropout, masks) : hidden;
    const outputs = dense(kept, this.output.kernel, this.output.bias);
    return this.last ? tf.add(outputs, this.last.forward(inputs.history as Tensor3D)) : outputs;
  }
}

/**
 * The last value of the first channel, scaled (by 1 at the start), plus a linear map of how far the earlier values lay from it (0
 * at the start): a network beside it begins as "everything stays as it is", the way NLinear does (Zeng et al., 2023).
 */
export class LastValuePath {
  private readonly scale: Variable;
  private readonly kernel: Variable;

  constructor(
    store: WeightStore,
    private readonly shape: Pick<WindowShapes, 'steps'>,
    private readonly outputs: number,
  ) {
    this.scale = store.kernel('last/scale', [1, outputs], () => new Float32Array(outputs).fill(1));
    this.kernel = store.kernel('last/kernel', [shape.steps, outputs]);
  }

  /** `[batch, steps, channels]` to `[batch, outputs]` */
  forward(history: Tensor3D): Tensor2D {
    const { steps } = this.shape;
    const values = history.slice([0, 0, 0], [-1, -1, 1]).reshape<Tensor2D>([-1, steps]);
    const last = values.slice([0, steps - 1], [-1, 1]);
    const moved = tf.matMul(tf.sub(values, last), this.kernel);
    return tf.add(moved, tf.mul(tf.tile(last, [1, this.outputs]), this.scale));
  }
}
