import type { Tensor2D } from '@tensorflow/tfjs';
import { tf } from '../../../engine/tf.js';
import { valuesOf } from '../layers.js';
import type { WeightStore } from '../weight-store.js';

/**
 * Features without those that no training row had (an unknown category, for instance): these say exactly nothing, instead of what their
 * first weights happened to be.
 */
export function seenFeatures(store: WeightStore, width: number) {
  const seen = store.fixed('seen', [1, width]);
  return {
    /** `[batch, width]` */
    apply: (rows: Tensor2D): Tensor2D => tf.mul(rows, seen),
    /** 1 or 0 for each feature. */
    values: (): Float32Array => valuesOf(seen),
    /** @param features row-major. */
    adapt(features: Float32Array): void {
      const found = new Float32Array(width);
      features.forEach((value, i) => {
        if (value !== 0) found[i % width] = 1;
      });
      tf.tidy(() => seen.assign(tf.tensor2d(found, [1, width])));
    },
  };
}
