import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { tf } from '../../engine/tf.js';
import { glorotUniform } from '../network/initialisers.js';
import { dense, networkOf } from '../network/layers.js';
import type { Architecture, Network, NetworkParts, NetworkShapes } from '../network/network.js';
import {
  denseLayer,
  denseSteps,
  WindowHead,
  windowOptions,
  type DenseLayer,
} from '../network/window-head.js';
import { windowShapes } from '../network/window-inputs.js';

const options = z.strictObject({
  ...windowOptions,
  /** Numbers that the network remembers from step to step. */
  units: z.number().int().min(1).max(1024).default(32),
  /** Units of the layer between memory and outputs. */
  hidden: z.number().int().min(1).max(4096).default(32),
});

export type GruOptions = z.infer<typeof options>;

/**
 * Gated recurrent unit (Cho et al., 2014) over the steps of the window, oldest first; the reset gate works on the recurrent
 * product, so that a step needs one product only. What the steps bring is multiplied for all of them at once.
 */
export const gru: Architecture<GruOptions> = { name: 'gru', options, build };

function build(chosen: GruOptions, shapes: NetworkShapes, { random, store }: NetworkParts): Network {
  const { steps, channels } = windowShapes('gru', shapes);
  const { units } = chosen;
  const entry = denseLayer(store, 'entry', { inputs: channels, outputs: 3 * units }, { random });
  const fan = { inputs: units, outputs: 3 * units };
  const memory: DenseLayer = {
    kernel: store.kernel('memory/kernel', [units, 3 * units], () =>
      glorotUniform(random.fork('memory'), fan),
    ),
    bias: store.bias('memory/bias', 3 * units),
  };
  const head = new WindowHead(store, { ...chosen, architecture: 'gru', shapes, width: units, random });
  return networkOf({ architecture: 'gru', shapes }, store, (inputs, step) => {
    const brought = tf.unstack(denseSteps(inputs.history as Tensor3D, entry), 1) as Tensor2D[];
    let state: Tensor2D = tf.zeros([inputs.history.shape[0], units]);
    for (let i = 0; i < steps; i++) state = nextState(state, brought[i], memory);
    return head.forward(state, inputs, step);
  });
}

/** One step: `state` `[batch, units]`, `brought` `[batch, 3 * units]` in the order update, reset, candidate. */
function nextState(state: Tensor2D, brought: Tensor2D, { kernel, bias }: DenseLayer): Tensor2D {
  const units = state.shape[1];
  const remembered = dense(state, kernel, bias);
  const gates = tf.sigmoid(
    tf.add(brought.slice([0, 0], [-1, 2 * units]), remembered.slice([0, 0], [-1, 2 * units])),
  );
  const update = gates.slice([0, 0], [-1, units]);
  const reset = gates.slice([0, units], [-1, units]);
  const recurrent = tf.mul(reset, remembered.slice([0, 2 * units], [-1, units]));
  const candidate = tf.tanh(tf.add(brought.slice([0, 2 * units], [-1, units]), recurrent));
  return tf.add(candidate, tf.mul(update, tf.sub(state, candidate)));
}
