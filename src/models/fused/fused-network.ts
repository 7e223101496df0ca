/** Weights of a layer, with everything multiplied into them that does not depend on the row. */
export interface FusedLayer {
  /** `[inputs, units]`, row-major. */
  kernel: Float32Array;
  /** `[units]` */
  bias: Float32Array;
}

/**
 * A network of a table's row as answering needs it: perceptrons side by side, each with weights of its own. It gives the same raw
 * outputs as `Network.forward`, but for the rounding of float32.
 */
export interface FusedNetwork {
  /** Features of a row. */
  inputs: number;
  outputs: number;
  /** More numbers that the first layers read behind the features: a layer of the features, kept between 0 and 1. */
  bends?: FusedLayer;
  members: readonly FusedMember[];
  /** `[inputs and bends, outputs]`: a linear path that every member's outputs are added to. */
  wide?: Float32Array;
}

export interface FusedMember {
  /** Rectified layers, the first of which reads the features and the bends; none: a linear model. */
  hidden: readonly FusedLayer[];
  output: FusedLayer;
}

/** A kernel `[inputs, units]` for inputs that are multiplied by `factors` first. */
export function scaledRows(kernel: Float32Array, factors: Float32Array): Float32Array {
  const units = kernel.length / factors.length;
  return kernel.map((weight, i) => weight * factors[Math.floor(i / units)]);
}

/** A kernel `[inputs, units]` for units that are multiplied by `factors` afterwards. */
export function scaledColumns(kernel: Float32Array, factors: Float32Array): Float32Array {
  return kernel.map((weight, i) => weight * factors[i % factors.length]);
}
