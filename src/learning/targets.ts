import type { LossSpec } from '../models/training/losses/index.js';

/** The end of a network for a task: numbers per row, and what is minimised, which also says how raw outputs become figures. */
export interface Head {
  outputs: number;
  loss: LossSpec;
}

/** Targets as a network learns them, row-major `[rows, width]`. */
export interface EncodedTargets {
  data: Float32Array;
  width: number;
}
