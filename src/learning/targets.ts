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
  /**
   * Of numbers what they are, as they were read and in their unit, row-major: one of each row, horizon or target; NaN for what is unknown.
   * Figures are about these: what is standardised in float32 does not come back as it was. Absent for classes.
   */
  values?: Float64Array;
  /** How much each of them counts where some count more than others, in their places. */
  importance?: Float64Array;
  /** How much each row counts in training, where some count more than others. */
  weights?: Float32Array;
}

/** What happened, as metrics read it; NaN where only the form of an answer is asked for. */
export function actualNumbers({ data, width, values }: EncodedTargets): Float64Array {
  return values ?? new Float64Array(data.length / width).fill(NaN);
}
