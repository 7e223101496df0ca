import type { Segment } from '../../network/parameter-vector.js';

/** Weights, their gradient, and where weight decay applies. */
export interface Parameters {
  readonly values: Float32Array;
  readonly gradient: Float32Array;
  readonly segments: readonly Segment[];
}

/**
 * Moves the weights against their gradient. Its state is plain typed arrays, so nothing is left on the engine. One
 * optimiser serves one network.
 */
export interface Optimiser {
  /** Change `values` in place by one step. `gradient` is only read. */
  step(parameters: Parameters, learningRate: number): void;
}
