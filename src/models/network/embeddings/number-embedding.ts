import type { Tensor2D } from '@tensorflow/tfjs';
import type { FusedLayer } from '../../fused/fused-network.js';

/** A way to tell a network more of its quantities than their size. */
export interface NumberEmbedding {
  /** How many numbers it makes of a row. */
  readonly width: number;
  /** From the features of a table's rows `[batch, features]` to `[batch, width]`. Called inside `tf.tidy`. */
  embed(features: Tensor2D): Tensor2D;
  /** Measure what it needs of the training rows; `features` is row-major. */
  readonly adapt?: (features: Float32Array) => void;
  /** As `FusedNetwork.bends`; absent where it is no such layer. */
  readonly fuse?: () => FusedLayer;
}
