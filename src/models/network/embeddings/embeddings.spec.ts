import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Rank } from '@tensorflow/tfjs';
import { createRandom } from '../../../core/random.js';
import { startEngine } from '../../../engine/engine.js';
import { tf } from '../../../engine/tf.js';
import { WeightStore } from '../weight-store.js';
import type { FeatureLayout } from '../network.js';
import { encodingOptions, featureEncoding, type EncodingOptions } from './feature-encoding.js';
import { quantileKnots } from './quantile-bins.js';
import { z } from 'zod';

const options = (given: Partial<EncodingOptions>) => z.strictObject(encodingOptions).parse(given);

/** One row of features as `layout` says, encoded after the encoding has measured `training`. */
function encoded(
  chosen: Partial<EncodingOptions>,
  layout: FeatureLayout,
  { training, rows }: { training: number[][]; rows: number[][] },
): number[][] {
  const store = new WeightStore();
  const shape = [layout.columns.length];
  const input = { shape, dtype: 'float32' as const, layout };
  const encoding = featureEncoding(store, input, options(chosen), createRandom(1));
  encoding.adapt?.({ features: { data: Float32Array.from(training.flat()) } });
  const values = tf.tidy(() => {
    const made = encoding.encode(tf.tensor2d(rows));
    expect(made.shape).toEqual([rows.length, encoding.width]);
    return made.arraySync();
  });
  store.dispose();
  return values;
}

beforeAll(async () => {
  await startEngine('wasm');
});

describe('quantile knots', () => {
  it('are quantiles as NumPy has them', () => {
    // numpy.quantile([0, 1, 1, 2, 8, 9, 30], [0, .25, .5, .75, 1])
    expect(quantileKnots(Float32Array.of(30, 1, 0, 9, 1, 2, 8), 4, 1e-3)).toEqual([0, 1, 2, 8.5, 30]);
  });

  it('are the values where these are few, and each once', () => {
    expect(quantileKnots(Float32Array.of(3, 1, 1, 3, 1), 4, 1e-3)).toEqual([1, 3]);
    expect(quantileKnots(Float32Array.of(0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7), 4, 1e-3)).toEqual([
      0, 0.5, 3.75, 7,
    ]);
    expect(quantileKnots(Float32Array.of(5, 5), 4, 1e-3)).toEqual([5]);
  });
});

describe('the encoding of features', () => {
  const layout = { columns: [0, 1, 1, 1], quantities: [0] };
  const training = [0, 1, 2, 3, 4].map((x) => [x, 1, 0, 0]);

  it('is the features where nothing is asked for', () => {
    expect(encoded({}, layout, { training, rows: [[2, 0, 1, 0]] })).toEqual([[2, 0, 1, 0]]);
  });

  it('adds a number per bin that rises within it', () => {
    const rows = [-1, 0, 0.5, 2, 3.75, 99].map((x) => [x, 0, 0, 1]);
    const bins = encoded({ numbers: 'piecewise', bins: 4 }, layout, { training, rows }).map((row) =>
      row.slice(4),
    );
    expect(bins).toEqual([
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [0.5, 0, 0, 0],
      [1, 1, 0, 0],
      [1, 1, 1, 0.75],
      [1, 1, 1, 1],
    ]);
  });

  it('leaves unused bins at 0 where a quantity does not vary', () => {
    const constant = training.map(([, ...flags]) => [7, ...flags]);
    const [row] = encoded({ numbers: 'piecewise', bins: 3 }, layout, {
      training: constant,
      rows: [[9, 0, 0, 1]],
    });
    expect(row.slice(4)).toEqual([0, 0, 0]);
  });

  it('tells a quantity by waves', () => {
    const [near, same, distant] = encoded({ numbers: 'periodic', frequencyDeviation: 1 }, layout, {
      training,
      rows: [
        [0.5, 1, 0, 0],
        [0.5, 1, 0, 0],
        [2.5, 1, 0, 0],
      ],
    });
    expect(near).toEqual(same);
    expect(near.slice(4)).not.toEqual(distant.slice(4));
  });

  it('embeds the flags of long columns and keeps the rest', () => {
    const rows = [
      [2, 0, 1, 0],
      [2, 0, 1, 0],
      [2, 1, 0, 0],
    ];
    const [one, same, other] = encoded({ embedFrom: 2 }, layout, { training, rows });
    expect(one).toEqual(same);
    expect(one[0]).toBe(2);
    expect(one).toHaveLength(4);
    expect(one.slice(1)).not.toEqual(other.slice(1));
    expect(encoded({ embedFrom: 3 }, layout, { training, rows })).toEqual(rows);
  });

  it('has no gradient through what is measured', () => {
    const store = new WeightStore();
    const input = { shape: [4], dtype: 'float32' as const, layout };
    const encoding = featureEncoding(store, input, options({ numbers: 'piecewise' }), createRandom(1));
    expect([...store.weights.values()].every(({ learnt }) => !learnt)).toBe(true);
    expect(tf.tidy(() => encoding.encode(tf.ones<Rank.R2>([3, 4])).shape)).toEqual([3, 4 + 16]);
    store.dispose();
  });
});
