import type { Random } from '../../core/random.js';

/** How many numbers flow into and out of one unit of a layer. */
export interface Fan {
  inputs: number;
  outputs: number;
}

/** Glorot & Bengio (2010), uniform: for layers that are linear, sigmoid or tanh. Row-major `[inputs, outputs]`. */
export function glorotUniform(random: Random, { inputs, outputs }: Fan): Float32Array {
  const limit = Math.sqrt(6 / (inputs + outputs));
  return Float32Array.from({ length: inputs * outputs }, () => (2 * random.next() - 1) * limit);
}

/** He et al. (2015), normal: for layers before a rectifier. Row-major `[inputs, outputs]`. */
export function heNormal(random: Random, { inputs, outputs }: Fan): Float32Array {
  const deviation = Math.sqrt(2 / inputs);
  return Float32Array.from({ length: inputs * outputs }, () => random.normal() * deviation);
}
