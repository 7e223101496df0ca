import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Tensor2D } from '@tensorflow/tfjs';
import fc from 'fast-check';
import { createRandom, type Random } from '../../src/core/random.js';
import { startEngine } from '../../src/engine/engine.js';
import { tf } from '../../src/engine/tf.js';
import {
  compare,
  exactly,
  few,
  filled,
  length,
  runs,
  seeds,
  startBoth,
  sumsOfProducts,
} from './against-cpu.fixture.js';

beforeAll(startBoth);

describe('matrix products', () => {
  const stacks = fc.constantFrom<[number[], number[]]>(
    [[], []],
    [[3], [3]],
    [[5], []],
    [[], [4]],
    [
      [2, 3],
      [2, 3],
    ],
    [[2, 3], [3]],
    [[1], [4]],
  );

  it('agree for all transpositions and stacks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          stacks,
          m: length,
          k: length,
          n: length,
          ta: fc.boolean(),
          tb: fc.boolean(),
          seed: seeds,
        }),
        async ({ stacks: [left, right], m, k, n, ta, tb, seed }) => {
          const compute = (random: Random) =>
            tf.matMul(
              filled(random, [...left, ...(ta ? [k, m] : [m, k])]),
              filled(random, [...right, ...(tb ? [n, k] : [k, n])]),
              ta,
              tb,
            );
          await compare({ compute, seed, tolerance: sumsOfProducts });
        },
      ),
      runs,
    );
  });

  it('pair the matrices of stacks that repeat each other', async () => {
    await startEngine('wasm');
    tf.tidy(() => {
      const random = createRandom(5);
      const left = filled(random, [2, 1, 4, 5]);
      const right = filled(random, [1, 3, 5, 6]);
      const whole = tf.matMul(left, right);
      expect(whole.shape).toEqual([2, 3, 4, 6]);
      for (const i of [0, 1]) {
        for (const j of [0, 1, 2]) {
          const pair = tf.matMul(
            left.slice([i], [1]).reshape([4, 5]),
            right.slice([0, j], [1, 1]).reshape([5, 6]),
          );
          const part = whole.slice([i, j], [1, 1]).flatten();
          expect(part.sub(pair.flatten()).abs().max().dataSync()[0]).toBeLessThan(1e-5);
        }
      }
    });
  });

  it('agree when one right operand serves under several shapes', async () => {
    const sizes = fc.constantFrom<[number, number]>([1, 12], [12, 1], [3, 4], [4, 3], [2, 6], [6, 2]);
    const use = fc.record({ size: sizes, rows: length, transposed: fc.boolean(), fused: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(use, { minLength: 2, maxLength: 6 }), seeds, async (uses, seed) => {
        const compute = (random: Random) => {
          const weights = filled(random, [12, 1]);
          const products = uses.map(({ size, rows, transposed, fused }) => {
            const b = weights.reshape<Tensor2D>(size);
            const a = filled(random, [rows, transposed ? size[1] : size[0]]) as Tensor2D;
            const product = fused
              ? tf.fused.matMul({ a, b, transposeB: transposed, activation: 'relu' })
              : tf.matMul(a, b, false, transposed);
            return product.flatten();
          });
          return tf.concat(products);
        };
        await compare({ compute, seed, tolerance: sumsOfProducts });
      }),
      runs,
    );
  });

  it('agree when fused with bias and activation', async () => {
    const activation = fc.constantFrom<'linear' | 'relu' | 'relu6' | 'sigmoid' | 'elu'>(
      'linear',
      'relu',
      'relu6',
      'sigmoid',
      'elu',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          stack: fc.constantFrom(1, 3),
          m: length,
          k: length,
          n: length,
          transposeA: fc.boolean(),
          transposeB: fc.boolean(),
          activation,
          seed: seeds,
        }),
        async ({ stack, m, k, n, transposeA, transposeB, activation, seed }) => {
          const compute = (random: Random) =>
            tf.fused.matMul({
              a: filled(random, [stack, ...(transposeA ? [k, m] : [m, k])]),
              b: filled(random, [1, ...(transposeB ? [n, k] : [k, n])]),
              bias: filled(random, [n]),
              transposeA,
              transposeB,
              activation,
            });
          await compare({ compute, seed, tolerance: sumsOfProducts });
        },
      ),
      runs,
    );
  });
});

describe('sums over segments', () => {
  it('agree, ids out of range left out', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -2, max: 9 }), { minLength: 1, maxLength: 30 }),
        fc.array(few, { maxLength: 2 }),
        seeds,
        async (ids, inner, seed) => {
          const compute = (random: Random) =>
            tf.unsortedSegmentSum(filled(random, [ids.length, ...inner]), tf.tensor1d(ids, 'int32'), 8);
          await compare({ compute, seed, tolerance: 1e-6 });
        },
      ),
      runs,
    );
  });
});

describe('parts of tensors', () => {
  it('agree for every block, and for parts along an axis', async () => {
    const axis = fc.record({ whole: fc.integer({ min: 1, max: 6 }), from: fc.nat(5), size: fc.nat(6) });
    await fc.assert(
      fc.asyncProperty(fc.array(axis, { minLength: 1, maxLength: 5 }), seeds, async (axes, seed) => {
        const shape = axes.map(({ whole }) => whole);
        const begin = axes.map(({ whole, from }) => from % whole);
        const size = axes.map(({ whole, size: wanted }, i) => Math.min(wanted, whole - begin[i]));
        await compare({
          compute: (random) => filled(random, shape).slice(begin, size),
          seed,
          tolerance: exactly,
        });
        const turned = (random: Random) =>
          tf.concat(
            tf.unstack(filled(random, shape), shape.length - 1).map((part) => part.flatten()),
            0,
          );
        await compare({ compute: turned, seed, tolerance: exactly });
      }),
      runs,
    );
  });
});
