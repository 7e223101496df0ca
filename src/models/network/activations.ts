import type { Tensor2D, Variable } from '@tensorflow/tfjs';
import { tf } from '../../engine/tf.js';
import { dense } from './layers.js';

/** How the units of a hidden layer answer to their sums. */
export const activations = ['relu', 'gelu', 'tanh'] as const;

export type Activation = (typeof activations)[number];

/** The weights of a layer that reads everything of the one before: `[inputs, units]` and `[units]`. */
export interface Layer {
  kernel: Variable;
  bias: Variable;
}

/** The units of a hidden layer, `[batch, units]`. */
export function activated(x: Tensor2D, { kernel, bias }: Layer, activation: Activation): Tensor2D {
  if (activation === 'relu') return dense(x, kernel, bias, 'relu');
  const sum = dense(x, kernel, bias);
  return activation === 'tanh' ? tf.tanh(sum) : gelu(sum);
}

/** x · σ(1.702 x), the sigmoid form of GELU (Hendrycks & Gimpel, 2016): three ops, where the exact one needs eight. */
function gelu(x: Tensor2D): Tensor2D {
  return tf.mul(x, tf.sigmoid(tf.mul(x, 1.702)));
}
