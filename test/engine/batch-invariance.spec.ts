import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { createRandom } from '../../src/core/random.js';
import { blockRows, fullBlock } from '../../src/engine/blocks.js';
import { startEngine } from '../../src/engine/engine.js';
import { tf } from '../../src/engine/tf.js';

/*
 * The same row gives the bit-same output whatever the batch it is predicted in and wherever it stands there. On the default engine,
 * by the rule of src/engine/blocks.ts; SEXTANT_ENGINE=native runs it there.
 */

type Layer = [weights: Tensor2D, bias: Tensor1D];
type Forward = (rows: Tensor, layers: Layer[]) => Tensor;

const networks: Record<string, Forward> = {
  'matMul, bias, relu, sigmoid': (rows, layers) =>
    through(rows, layers, (x, [weights, bias], last) => {
      const sums = x.matMul(weights).add(bias);
      return last ? sums.sigmoid() : sums.relu();
    }),
  'fused product, softmax': (rows, layers) =>
    through(rows, layers, (x, [b, bias], last) =>
      tf.fused.matMul({ a: x, b, bias, activation: last ? 'linear' : 'relu' }),
    ).softmax(),
  'an ensemble of three, as a stack of products': (rows, layers) =>
    through(rows.expandDims(0).tile([3, 1, 1]), layers, (x, [weights, bias], last) => {
      const members = tf.stack([weights, weights.mul(-0.5), weights.add(0.1)]);
      const sums = x.matMul(members).add(bias);
      return last ? sums.sigmoid().mean(0) : sums.relu();
    }),
  'matMul, tanh, softplus, layer mean': (rows, layers) =>
    through(rows, layers, (x, [weights, bias], last) => {
      const sums = x.matMul(weights).add(bias);
      return last ? sums.softplus() : sums.tanh().sub(sums.mean(1, true));
    }),
};

function through(
  rows: Tensor,
  layers: Layer[],
  layer: (x: Tensor, weights: Layer, last: boolean) => Tensor,
): Tensor {
  return layers.reduce((x, weights, index) => layer(x, weights, index === layers.length - 1), rows);
}

const total = 8_192;

/** Row counts and where they begin. */
const parts = [1, 2, 3, 7, 64, 65]
  .flatMap((count) => [0, 17, 4_001].map((first) => ({ first, count })))
  .concat({ first: 17, count: 4_096 });
const random = createRandom(7);
const allRows = Float32Array.from({ length: total * 130 }, () => 4 * random.next() - 2);
const normals = (count: number) => Float32Array.from({ length: count }, () => random.normal());

beforeAll(async () => {
  await startEngine();
});

describe.each(Object.keys(networks))('%s', (name) => {
  it.each([1, 2, 3, 30, 61, 130])('gives a row of %i features the same bits in every batch', (width) => {
    for (const hidden of [[128, 64, 1], [16, 3], [1]]) {
      const layers = makeLayers([width, ...hidden]);
      const rows = allRows.subarray(0, total * width);
      const run = (first: number, count: number) =>
        predicted(networks[name], layers, { rows, width, first, count });
      const outputs = hidden[hidden.length - 1];
      const whole = run(0, total);
      for (const { first, count } of parts) {
        const expected = whole.subarray(first * outputs * 4, (first + count) * outputs * 4);
        expect(Buffer.compare(run(first, count), expected)).toBe(0);
      }
      tf.dispose(layers);
    }
  });
});

const bits = (values: Float32Array) => Buffer.from(values.buffer, values.byteOffset, values.byteLength);

function makeLayers(widths: number[]): Layer[] {
  return widths
    .slice(1)
    .map((width, index) => [
      tf.tensor2d(normals(widths[index] * width), [widths[index], width]),
      tf.tensor1d(normals(width)),
    ]);
}

interface Part {
  rows: Float32Array;
  width: number;
  first: number;
  count: number;
}

/** The outputs' bytes, block by block as a prediction does it. */
function predicted(forward: Forward, layers: Layer[], { rows, width, first, count }: Part): Buffer {
  const blocks: Float32Array[] = [];
  for (let start = first; start < first + count; start += blockRows()) {
    const length = Math.min(blockRows(), first + count - start);
    const values = tf.tidy(() => {
      const x = tf.tensor2d(rows.subarray(start * width, (start + length) * width), [length, width]);
      const outputs = forward(fullBlock({ x }).x, layers);
      return outputs.dataSync<'float32'>().subarray(0, (outputs.size / outputs.shape[0]) * length);
    });
    blocks.push(values);
  }
  return Buffer.concat(blocks.map(bits));
}
