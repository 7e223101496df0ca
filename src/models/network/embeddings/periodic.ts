import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs';
import type { Random } from '../../../core/random.js';
import { tf } from '../../../engine/tf.js';
import { heNormal } from '../initialisers.js';
import { dense } from '../layers.js';
import type { WeightStore } from '../weight-store.js';
import type { NumberEmbedding } from './number-embedding.js';

interface PeriodicOptions {
  /** Positions of the quantities among the features. */
  quantities: readonly number[];
  /** How many waves a quantity has. */
  frequencies: number;
  /** Standard deviation of the first frequencies, in waves per standard deviation of the quantity. */
  deviation: number;
  /** How many numbers a quantity becomes. */
  units: number;
}

/**
 * Periodic embedding (Gorishniy, Rubachev & Babenko, 2022; the lighter form of it): sines and cosines of learnt frequencies, then one
 * rectified layer that all quantities share.
 */
export function periodic(
  store: WeightStore,
  { quantities, frequencies, deviation, units }: PeriodicOptions,
  random: Random,
): NumberEmbedding {
  const count = quantities.length;
  const normal = random.fork('frequencies');
  const waves = store.scale(
    'periodic/frequencies',
    [1, count, frequencies],
    () => deviation * normal.normal(),
  );
  const fan = { inputs: 2 * frequencies, outputs: units };
  const kernel = store.kernel('periodic/kernel', [fan.inputs, units], () =>
    heNormal(random.fork('kernel'), fan),
  );
  const bias = store.bias('periodic/bias', units);
  return {
    width: count * units,
    embed(features) {
      const values = tf.gather(features, [...quantities], 1).expandDims<Tensor3D>(2);
      const angles = tf.mul<Tensor3D>(tf.mul(values, waves), 2 * Math.PI);
      const both = tf.concat([tf.sin(angles), tf.cos(angles)], 2).reshape<Tensor2D>([-1, fan.inputs]);
      return dense(both, kernel, bias, 'relu').reshape([-1, count * units]);
    },
  };
}
