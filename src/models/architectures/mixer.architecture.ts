import type { Tensor3D } from '@tensorflow/tfjs';
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
import { flatHistory, windowShapes } from '../network/window-inputs.js';

const options = z.strictObject({
  ...windowOptions,
  /** Numbers per step inside the network. */
  channels: z.number().int().min(1).max(512).default(16),
  blocks: z.number().int().min(1).max(16).default(2),
  /** Units of the layer between window and outputs. */
  hidden: z.number().int().min(1).max(4096).default(64),
});

export type MixerOptions = z.infer<typeof options>;

interface Block {
  time: DenseLayer;
  features: DenseLayer;
  back: DenseLayer;
}

/**
 * TSMixer (Chen, Li, Yoder, Arik & Pfister, 2023): layers that mix the steps of each channel and the channels of each step in
 * turn, each added to what it was given. Few large products, so it suits an engine with dear calls. Without the paper's batch
 * normalisation: a row's result must not depend on the rows it comes with.
 */
export const mixer: Architecture<MixerOptions> = { name: 'mixer', options, build };

function build(chosen: MixerOptions, shapes: NetworkShapes, { random, store }: NetworkParts): Network {
  const { steps, channels } = windowShapes('mixer', shapes);
  const width = chosen.channels;
  const entry = denseLayer(store, 'entry', { inputs: channels, outputs: width }, { random });
  const blocks = Array.from({ length: chosen.blocks }, (_, i): Block => {
    const layer = (name: string, inputs: number, outputs: number, relu: boolean) =>
      denseLayer(
        store,
        `block-${i + 1}/${name}`,
        { inputs, outputs },
        { random, relu, gain: relu ? 1 : 0.5 },
      );
    return {
      time: layer('time', steps, steps, true),
      features: layer('features', width, 2 * width, true),
      back: layer('back', 2 * width, width, false),
    };
  });
  const head = new WindowHead(store, {
    ...chosen,
    architecture: 'mixer',
    shapes,
    width: steps * width,
    random,
  });
  return networkOf({ architecture: 'mixer', shapes }, store, (inputs, step) => {
    const masks = masksOf(step, chosen.dropout);
    const thinned = (x: Tensor3D): Tensor3D =>
      masks ? dropout(x.reshape([-1, x.shape[2]]), chosen.dropout, masks).reshape(x.shape) : x;
    const body = blocks.reduce(
      (x, { time, features, back }) => {
        const mixedTime = tf.transpose(denseSteps(tf.transpose(x, [0, 2, 1]), time, 'relu'), [0, 2, 1]);
        const afterTime = tf.add<Tensor3D>(x, thinned(mixedTime));
        const mixedFeatures = denseSteps(thinned(denseSteps(afterTime, features, 'relu')), back);
        return tf.add<Tensor3D>(afterTime, mixedFeatures);
      },
      denseSteps(inputs.history as Tensor3D, entry),
    );
    return head.forward(flatHistory(body), inputs, step);
  });
}
