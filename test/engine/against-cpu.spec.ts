import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import fc from 'fast-check';
import { createRandom, type Random } from '../../src/core/random.js';
import { startEngine } from '../../src/engine/engine.js';
import { tf } from '../../src/engine/tf.js';

/*
 * Every kernel that the wasm engine adds or wraps gives what the cpu backend gives, on random shapes: to 1e-4 of the largest
 * value for sums of products (float32 sums in another order), exactly where numbers are only moved.
 */

const exactly = 0;
const sumsOfProducts = 1e-4;

interface Case {
  /** Makes the operands; called once per backend with the same seed. */
  compute: (random: Random) => Tensor;
  seed: number;
  tolerance: number;
}

beforeAll(async () => {
  await startEngine('cpu');
  await startEngine('wasm');
});

async function compare({ compute, seed, tolerance }: Case): Promise<void> {
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

async function result(backend: 'cpu' | 'wasm', compute: Case['compute'], seed: number) {
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

const filled = (random: Random, shape: number[]): Tensor =>
  tf.tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()),
    shape,
  );

const seeds = fc.integer({ min: 0, max: 1_000_000 });
const length = fc.integer({ min: 1, max: 40 });
const few = fc.integer({ min: 1, max: 4 });
const runs = { numRuns: 40 };

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

describe('gradients of convolutions', () => {
  const geometry = fc.record({
    batch: few,
    height: fc.integer({ min: 1, max: 9 }),
    width: fc.integer({ min: 1, max: 9 }),
    channels: few,
    filterHeight: few,
    filterWidth: few,
    outputs: few,
    strides: fc.constantFrom<[number, number]>([1, 1], [2, 2], [1, 3], [3, 1]),
    pad: fc.constantFrom<'same' | 'valid' | number>('same', 'valid', 1, 2),
    seed: seeds,
  });
  // tfjs-core computes the output of a numeric padding from height alone: right only for square filters and strides.
  const fits = (g: Geometry) => {
    const square = g.filterHeight === g.filterWidth && g.strides[0] === g.strides[1];
    return (
      (typeof g.pad === 'string' || square) &&
      (g.pad === 'same' || (g.filterHeight <= g.height && g.filterWidth <= g.width))
    );
  };

  it('agree for input and filter', async () => {
    await fc.assert(
      fc.asyncProperty(geometry.filter(fits), async (g) => {
        const compute = (random: Random) => {
          const x = filled(random, [g.batch, g.height, g.width, g.channels]) as Tensor4D;
          const filter = filled(random, [g.filterHeight, g.filterWidth, g.channels, g.outputs]) as Tensor4D;
          const weighted = (a: Tensor4D, b: Tensor4D) => {
            const y = tf.conv2d(a, b, g.strides, g.pad);
            return y.mul(weightsLike(y)).sum().asScalar();
          };
          const [byInput, byFilter] = tf.grads((a, b) => weighted(a as Tensor4D, b as Tensor4D))([x, filter]);
          return tf.concat([byInput.flatten(), byFilter.flatten()]);
        };
        await compare({ compute, seed: g.seed, tolerance: sumsOfProducts });
      }),
      runs,
    );
  });

  it('agree for depthwise input and filter', async () => {
    await fc.assert(
      fc.asyncProperty(geometry.filter(fits), async (g) => {
        const compute = (random: Random) => {
          const x = filled(random, [g.batch, g.height, g.width, g.channels]) as Tensor4D;
          const filter = filled(random, [g.filterHeight, g.filterWidth, g.channels, g.outputs]) as Tensor4D;
          const stride = g.strides[0];
          const weighted = (a: Tensor4D, b: Tensor4D) => {
            const y = tf.depthwiseConv2d(a, b, [stride, stride], g.pad);
            return y.mul(weightsLike(y)).sum().asScalar();
          };
          const [byInput, byFilter] = tf.grads((a, b) => weighted(a as Tensor4D, b as Tensor4D))([x, filter]);
          return tf.concat([byInput.flatten(), byFilter.flatten()]);
        };
        await compare({ compute, seed: g.seed, tolerance: sumsOfProducts });
      }),
      runs,
    );
  });

  it('agree with channels first', async () => {
    await fc.assert(
      fc.asyncProperty(geometry.filter(fits), async (g) => {
        const shape: [number, number, number, number] = [
          g.filterHeight,
          g.filterWidth,
          g.channels,
          g.outputs,
        ];
        const info = tf.backend_util.computeConv2DInfo(
          [g.batch, g.channels, g.height, g.width],
          shape,
          g.strides,
          1,
          g.pad,
          undefined,
          false,
          'channelsFirst',
        );
        const compute = (random: Random) => {
          const x = filled(random, [g.batch, g.channels, g.height, g.width]);
          const dy = filled(random, info.outShape);
          const attrs = { strides: g.strides, pad: g.pad, dataFormat: 'NCHW', filterShape: shape };
          return tf.engine().runKernel<Tensor>('Conv2DBackpropFilter', { x, dy }, attrs);
        };
        await compare({ compute, seed: g.seed, tolerance: sumsOfProducts });
      }),
      runs,
    );
  });

  it('multiply in several parts when the patches are large', async () => {
    const compute = (random: Random) => {
      const x = filled(random, [3, 120, 120, 8]) as Tensor4D;
      const dy = filled(random, [3, 120, 120, 2]);
      const attrs = { strides: [1, 1], pad: 'same', dataFormat: 'NHWC', filterShape: [3, 5, 8, 2] };
      return tf.engine().runKernel<Tensor>('Conv2DBackpropFilter', { x, dy }, attrs);
    };
    const found = await result('wasm', compute, 3);
    const byTap = await result(
      'wasm',
      (random) => {
        const x = filled(random, [3, 120, 120, 8]) as Tensor4D;
        const dy = filled(random, [3, 120, 120, 2]);
        const padded = x.pad([
          [0, 0],
          [1, 1],
          [2, 2],
          [0, 0],
        ]);
        const taps = [0, 1, 2].flatMap((row) =>
          [0, 1, 2, 3, 4].map((column) =>
            padded
              .slice([0, row, column, 0], [3, 120, 120, 8])
              .reshape([-1, 8])
              .matMul(dy.reshape([-1, 2]), true, false),
          ),
        );
        return tf.stack(taps).reshape([3, 5, 8, 2]);
      },
      3,
    );
    found.values.forEach((value, i) => expect(Math.abs(value - byTap.values[i])).toBeLessThan(0.02));
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

interface Geometry {
  height: number;
  width: number;
  filterHeight: number;
  filterWidth: number;
  strides: [number, number];
  pad: 'same' | 'valid' | number;
}

/** Different weights for every output, so that a gradient in the wrong place shows. */
function weightsLike(y: Tensor): Tensor {
  return tf.range(0, y.size).mul(0.37).sin().reshape(y.shape);
}
