import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { tf } from '../../engine/tf.js';
import { dropout, networkOf } from '../network/layers.js';
import type { Architecture, Network, NetworkParts, NetworkShapes } from '../network/network.js';
import {
  denseLayer,
  denseSteps,
  masksOf,
  WindowHead,
  windowOptions,
  type DenseLayer,
} from '../network/window-head.js';
import { windowShapes } from '../network/window-inputs.js';

const options = z.strictObject({
  ...windowOptions,
  /** Numbers per step inside the network. */
  channels: z.number().int().min(1).max(512).default(32),
  /** Steps that one convolution reads. */
  kernel: z.number().int().min(2).max(15).default(3),
  /** Distance between the steps that each layer reads. */
  dilations: z.array(z.number().int().min(1).max(512)).min(1).max(10).default([1, 2, 4]),
  hidden: z.number().int().min(1).max(4096).default(64),
});

export type TemporalConvolutionOptions = z.infer<typeof options>;

/**
 * Temporal convolutional network (Bai, Kolter & Koltun, 2018): causal convolutions whose reach grows from layer to layer, each
 * added to what it was given. A convolution is the window laid `kernel` times beside itself, shifted, and one product: that
 * allows dilation, for which the engine has no gradient, and is the fast path on every engine.
 */
export const temporalConvolution: Architecture<TemporalConvolutionOptions> = {
  name: 'temporal-convolution',
  options,
  build,
};

function build(
  chosen: TemporalConvolutionOptions,
  shapes: NetworkShapes,
  { random, store }: NetworkParts,
): Network {
  const { steps, channels } = windowShapes('temporal-convolution', shapes);
  const { kernel, dilations, channels: width } = chosen;
  const entry = denseLayer(store, 'entry', { inputs: channels, outputs: width }, { random });
  const layers = dilations.map((dilation, i) => {
    const fan = { inputs: kernel * width, outputs: width };
    return { dilation, layer: denseLayer(store, `layer-${i + 1}`, fan, { random, relu: true }) };
  });
  const body = { architecture: 'temporal-convolution' as const, shapes };
  const head = new WindowHead(store, { ...chosen, ...body, width: 2 * width, random });
  return networkOf(body, store, (inputs, step) => {
    const masks = masksOf(step, chosen.dropout);
    const deep = layers.reduce(
      (x, { dilation, layer }) => {
        const convolved = convolve(x, layer, { kernel, dilation });
        const flat = convolved.reshape<Tensor2D>([-1, width]);
        const kept = masks ? dropout(flat, chosen.dropout, masks).reshape(convolved.shape) : convolved;
        return tf.add(x, kept);
      },
      denseSteps(inputs.history as Tensor3D, entry),
    );
    const last = deep.slice([0, steps - 1, 0], [-1, 1, -1]).reshape<Tensor2D>([-1, width]);
    return head.forward(tf.concat<Tensor2D>([last, tf.mean<Tensor2D>(deep, 1)], 1), inputs, step);
  });
}

/** Causal convolution of `[batch, steps, channels]`: a step reads itself and earlier ones, zeros before the first. */
function convolve(
  x: Tensor3D,
  layer: DenseLayer,
  { kernel, dilation }: { kernel: number; dilation: number },
): Tensor3D {
  const steps = x.shape[1];
  const reach = (kernel - 1) * dilation;
  const padded = tf.pad(x, [
    [0, 0],
    [reach, 0],
    [0, 0],
  ]);
  const shifted = Array.from({ length: kernel }, (_, tap) =>
    padded.slice([0, tap * dilation, 0], [-1, steps, -1]),
  );
  return denseSteps(tf.concat(shifted, 2), layer, 'relu');
}
