import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import fc from 'fast-check';
import type { Random } from '../../src/core/random.js';
import { tf } from '../../src/engine/tf.js';
import {
  compare,
  few,
  filled,
  result,
  runs,
  seeds,
  startBoth,
  sumsOfProducts,
  weightsLike,
} from './against-cpu.fixture.js';

beforeAll(startBoth);

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

interface Geometry {
  height: number;
  width: number;
  filterHeight: number;
  filterWidth: number;
  strides: [number, number];
  pad: 'same' | 'valid' | number;
}
