import { expect } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs';
import fc from 'fast-check';
import { createRandom, type Random } from '../../src/core/random.js';
import { startEngine } from '../../src/engine/engine.js';
import { tf } from '../../src/engine/tf.js';

/*
 * Every kernel that the wasm engine adds or wraps gives what the cpu backend gives, on random shapes: to 1e-4 of the largest
 * value for sums of products (float32 sums in another order), exactly where numbers are only moved.
 */

export const exactly = 0;
export const sumsOfProducts = 1e-4;

export interface Case {
  /** Makes the operands; called once per backend with the same seed. */
  compute: (random: Random) => Tensor;
  seed: number;
  tolerance: number;
}

export async function startBoth(): Promise<void> {
  await startEngine('cpu');
  await startEngine('wasm');
}

/** What both engines give for the same operands, held against each other. */
export async function compare({ compute, seed, tolerance }: Case): Promise<void> {
  const [expected, actual] = [await result('cpu', compute, seed), await result('wasm', compute, seed)];
  expect(actual.shape).toEqual(expected.shape);
  expect(actual.dtype).toBe(expected.dtype);
  const largest = expected.values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  const worst = expected.values.reduce(
    (most, value, index) => Math.max(most, Math.abs(value - actual.values[index])),
    0,
  );
  expect(worst).toBeLessThanOrEqual(tolerance * largest);
}

export async function result(backend: 'cpu' | 'wasm', compute: Case['compute'], seed: number) {
  await startEngine(backend);
  const before = tf.memory();
  const found = withoutTrace(() => {
    const output = compute(createRandom(seed));
    return { shape: output.shape, dtype: output.dtype, values: Array.from(output.dataSync()) };
  });
  expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
  return found;
}

/** `tf.tidy` for a computation that hands out plain values. */
function withoutTrace<Result>(compute: () => Result): Result {
  const scope = tf.engine();
  scope.startScope();
  try {
    return compute();
  } finally {
    scope.endScope();
  }
}

export const filled = (random: Random, shape: number[]): Tensor =>
  tf.tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()),
    shape,
  );

export const seeds = fc.integer({ min: 0, max: 1_000_000 });
export const length = fc.integer({ min: 1, max: 40 });
export const few = fc.integer({ min: 1, max: 4 });
export const runs = { numRuns: 40 };

/** Different weights for every output, so that a gradient in the wrong place shows. */
export function weightsLike(y: Tensor): Tensor {
  return tf.range(0, y.size).mul(0.37).sin().reshape(y.shape);
}
