import type { Tensor } from '@tensorflow/tfjs';
import { tf } from './tf.js';

/**
 * The numbers of the tensor that `work` makes; no tensor stays behind. Numbers are never returned out of `tf.tidy`: it looks for
 * tensors in whatever it returns, number by number under a key that is a text, and its list of those seen ends at 2^24.
 */
export function numbersOf(work: () => Tensor): Float32Array {
  const made = tf.tidy(work);
  try {
    return made.dataSync<'float32'>();
  } finally {
    made.dispose();
  }
}
