import type { Tensor2D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { tf } from '../../engine/tf.js';
import { glorotUniform } from '../network/initialisers.js';
import { dense, featureWidth, networkOf } from '../network/layers.js';
import type { Architecture } from '../network/network.js';

const options = z.strictObject({ units: z.int().min(1).default(8) });

/** Features that tell each other what they hold, once, over edges that are learnt. */
export const graph: Architecture<z.infer<typeof options>> = {
  name: 'graph',
  options,
  recommend: () => ({ options: { units: 8 }, training: { epochs: 50 } }),
  build({ units }, shapes, { store, random }) {
    const width = featureWidth('graph', shapes);
    const layer = (name: string, inputs: number, outputs: number) => {
      const values = () => glorotUniform(random.fork(name), { inputs, outputs });
      const kernel = store.kernel(`${name}/kernel`, [inputs, outputs], values);
      return [kernel, store.bias(`${name}/bias`, outputs)] as const;
    };
    const edges = layer('edges', width, width);
    const hidden = layer('hidden', width, units);
    const output = layer('output', units, shapes.outputs);
    return networkOf({ architecture: 'graph', shapes }, store, (inputs) => {
      const own = inputs.features as Tensor2D;
      const told = tf.add(own, tf.tanh(dense(own, ...edges))) as Tensor2D;
      return dense(tf.tanh(dense(told, ...hidden)), ...output);
    });
  },
};
