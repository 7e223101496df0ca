import type { Tensor2D, Variable } from '@tensorflow/tfjs';
import { tf } from '../../../engine/tf.js';
import { dense, valuesOf } from '../layers.js';
import type { WeightStore } from '../weight-store.js';
import type { NumberEmbedding } from './number-embedding.js';
import { quantileKnots } from './quantile-bins.js';

/** Knots nearer than this, of standardised numbers, are one: steeper slopes would lose the digits of float32. */
const leastBin = 1e-3;

/**
 * Piecewise-linear encoding (Gorishniy, Rubachev & Babenko, 2022): a quantity becomes one number per bin, 0 below the bin, 1 above
 * it, and rising within. The bins hold about equally many training rows. A layer behind it can bend at every knot, as a tree
 * splits. Unlike in the paper the first and the last bin are closed too: beyond the training rows nothing grows.
 *
 * A bin is `clip((x - knot) / length)`, so all of them are one product with a sparse kernel.
 */
export function piecewiseLinear(
  store: WeightStore,
  { features, quantities, bins }: { features: number; quantities: readonly number[]; bins: number },
): NumberEmbedding {
  const width = quantities.length * bins;
  const slopes = store.fixed('piecewise/slopes', [features, width]) as Variable & Tensor2D;
  const offsets = store.fixed('piecewise/offsets', [width]);
  return {
    width,
    embed: (rows) => tf.clipByValue(dense(rows, slopes, offsets), 0, 1),
    fuse: () => ({ kernel: valuesOf(slopes), bias: valuesOf(offsets) }),
    adapt(data) {
      const rows = data.length / features;
      const kernel = new Float32Array(features * width);
      const bias = new Float32Array(width);
      quantities.forEach((feature, i) => {
        const values = Float32Array.from({ length: rows }, (_, row) => data[row * features + feature]);
        const knots = quantileKnots(values, bins, leastBin);
        for (let bin = 0; bin + 1 < knots.length; bin++) {
          const slope = 1 / (knots[bin + 1] - knots[bin]);
          kernel[feature * width + i * bins + bin] = slope;
          bias[i * bins + bin] = -knots[bin] * slope;
        }
      });
      tf.tidy(() => {
        slopes.assign(tf.tensor(kernel, [features, width]));
        offsets.assign(tf.tensor(bias, [width]));
      });
    },
  };
}
