import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRandom } from '../../src/core/random.js';
import { startEngine } from '../../src/engine/engine.js';
import { tf } from '../../src/engine/tf.js';
import {
  addedKernels,
  completeWasm,
  setFastKernels,
  wrappedKernels,
} from '../../src/engine/wasm/complete.js';

const functions = () => [...wrappedKernels].map((name) => tf.getKernel(name, 'wasm').kernelFunc);

beforeAll(async () => {
  await startEngine('wasm');
});

afterAll(() => setFastKernels(true));

describe('the completed wasm engine', () => {
  it('has every added kernel, once', () => {
    completeWasm();
    const names = tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName);
    for (const name of addedKernels) expect(names.filter((other) => other === name)).toHaveLength(1);
  });

  it('wraps and unwraps, and a wrapper never wraps itself', () => {
    const wrapped = functions();
    setFastKernels(false);
    const upstream = functions();
    setFastKernels(true);
    setFastKernels(true);
    setFastKernels(false);
    expect(functions()).toEqual(upstream);
    upstream.forEach((original, i) => expect(wrapped[i]).not.toBe(original));
    setFastKernels(true);
  });

  it('shares the data of a clone', () => {
    const x = tf.ones([100, 100]);
    const buffers = tf.memory().numDataBuffers;
    const clone = x.clone();
    expect(tf.memory().numDataBuffers).toBe(buffers);
    x.dispose();
    expect(tf.tidy(() => clone.sum().dataSync()[0])).toBe(10_000);
    clone.dispose();
  });

  it('trains to the same weights as the backend as it comes, and keeps nothing', () => {
    const fast = trained();
    const tensors = tf.memory().numTensors;
    setFastKernels(false);
    const slow = trained();
    setFastKernels(true);
    expect(tf.memory().numTensors).toBe(tensors);
    fast.forEach((value, i) => expect(Math.abs(value - slow[i])).toBeLessThan(1e-4));
  });
});

/** Weights of a small network after 20 steps on fixed rows. */
function trained(): number[] {
  const random = createRandom(11);
  const normals = (rows: number, columns: number) =>
    tf.tensor2d(
      Float32Array.from({ length: rows * columns }, () => random.normal() * 0.3),
      [rows, columns],
    );
  const [x, y] = [normals(64, 9), normals(64, 1)];
  const weights = tf.tidy(() => [tf.variable(normals(9, 16)), tf.variable(normals(16, 1))]);
  const optimiser = tf.train.adam(0.01);
  for (let step = 0; step < 20; step++) {
    tf.tidy(() => {
      optimiser.minimize(
        () => tf.losses.meanSquaredError(y, x.matMul(weights[0]).relu().matMul(weights[1])).asScalar(),
        false,
        weights,
      );
    });
  }
  const values = weights.flatMap((weight) => Array.from(weight.dataSync()));
  tf.dispose([x, y, ...weights]);
  optimiser.dispose();
  return values;
}
