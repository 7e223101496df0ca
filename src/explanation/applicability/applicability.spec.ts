import { expect, describe, it } from '@jest/globals';
import fc from 'fast-check';
import { createRandom } from '../../core/random.js';
import { calibratedDistance } from './calibrated-distance.js';
import { KnownRows } from './known-rows.js';
import { scatterOf, scatterTogether, scatterWithout, shrunkCovariance } from './scatter.js';
import { whiteningOf } from './whitening.js';

/** As in test/reference/applicability.py, from which the values of scikit-learn and numpy come. */
const rows = [
  [0, 0, 1],
  [1, 2, 0],
  [2, 3, 1],
  [3, 7, 0],
  [4, 8, 0],
  [5, 9, 1],
  [6, 13, 0],
  [-2, -5, 1],
];
const all = Int32Array.from(rows.keys());
const features = { data: Float32Array.from(rows.flat()), width: 3 };
const centre = Float64Array.of(2.375, 4.625, 0.5);
const expected = [
  [7.461750615166702],
  [10.308079406972954, 24.945418867276306],
  [-0.4370917063027401, -1.1170121383292246, 2.811580517556994],
];

function lower(matrix: Float64Array, width: number): number[][] {
  return Array.from({ length: width }, (_, i) => [...matrix.subarray(i * width, i * width + i + 1)]);
}

describe('the shrunk covariance', () => {
  it('is that of scikit-learn', () => {
    const found = lower(shrunkCovariance(scatterOf(features, all, centre), 3), 3);
    found.forEach((row, i) => row.forEach((value, j) => expect(value).toBeCloseTo(expected[i][j], 10)));
  });

  it('follows from the sums of parts, added and taken away', () => {
    const part = scatterOf(features, [1, 4, 6], centre);
    const rest = scatterOf(features, [0, 2, 3, 5, 7], centre);
    const whole = scatterOf(features, all, centre);
    const without = scatterWithout(whole, part);
    expect(without.rows).toBe(5);
    without.products.forEach((sum, i) => expect(sum).toBeCloseTo(rest.products[i], 9));
    const together = shrunkCovariance(scatterTogether([part, rest]), 3);
    shrunkCovariance(whole, 3).forEach((value, i) => expect(together[i]).toBeCloseTo(value, 9));
  });

  it('can be inverted although a feature never varies and two are the same', () => {
    const same = { data: Float32Array.from([1, 1, 0, 2, 2, 0, 3, 3, 0, 5, 5, 0]), width: 3 };
    const mean = Float64Array.of(2.75, 2.75, 0);
    const whitening = whiteningOf(shrunkCovariance(scatterOf(same, [0, 1, 2, 3], mean), 3), 3);
    expect(whitening.every(Number.isFinite)).toBe(true);
  });
});

describe('the distance to the nearest known row', () => {
  const whitening = whiteningOf(shrunkCovariance(scatterOf(features, all, centre), 3), 3);
  const known = new KnownRows(whitening, [rows[1], rows[4], rows[7]]);

  it('is that of Mahalanobis, as numpy has it', () => {
    expect(known.distance([3, 6, 1])).toBeCloseTo(0.6861565677221084, 10);
    expect(known.distance([3, -6, 1])).toBeCloseTo(3.0321117265234165, 10);
    expect(known.distance([2.5, 5, 0])).toBeCloseTo(0.623132182380516, 10);
  });

  it('looks no further than to a row that is near enough, and is exact where none is', () => {
    const exact = known.distance([3, -6, 1]);
    expect(known.distance([3, -6, 1], exact - 0.001)).toBe(exact);
    const near = known.distance([3, -6, 1], exact + 0.001);
    expect(near).toBeLessThanOrEqual(exact + 0.001);
    expect(known.distance([3, -6, 1], 100)).toBeLessThanOrEqual(100);
  });

  it('does not change when features are measured in other units', () => {
    const scaled = (values: readonly number[]) => values.map((value, i) => value * [2, 0.25, 8][i]);
    const covariance = shrunkCovariance(scatterOf(features, all, centre), 3);
    const other = covariance.map((value, i) => value * [2, 0.25, 8][Math.floor(i / 3)] * [2, 0.25, 8][i % 3]);
    const rescaled = new KnownRows(
      whiteningOf(other, 3),
      [1, 4, 7].map((at) => scaled(rows[at])),
    );
    const value = fc.integer({ min: -20, max: 20 });
    fc.assert(
      fc.property(fc.tuple(value, value, value), (row) => {
        expect(rescaled.distance(scaled(row))).toBeCloseTo(known.distance(row), 8);
      }),
    );
  });
});

/** Two measures that go together, a third by itself, and one of three kinds. */
function drawn(count: number, seed: number): { data: Float32Array; width: number } {
  const random = createRandom(seed);
  const data = new Float32Array(count * 6);
  for (let row = 0; row < count; row++) {
    const common = random.normal();
    const kind = random.integer(3);
    const own = [common, common + 0.3 * random.normal(), random.normal()];
    data.set([...own, ...[0, 1, 2].map((one) => Number(one === kind))], row * 6);
  }
  return { data, width: 6 };
}

function foldsOf(count: number): Int32Array[] {
  return [0, 1, 2, 3, 4].map((fold) => Int32Array.from({ length: count / 5 }, (_, i) => 5 * i + fold));
}

describe('the calibrated distance', () => {
  const count = 2000;
  const learnt = drawn(count, 1);
  const row = (at: number, of = learnt) => of.data.subarray(at * 6, (at + 1) * 6);
  const references = Int32Array.from({ length: 64 }, (_, i) => i * 31);
  const found = calibratedDistance(learnt, references, foldsOf(count))!;
  const known = new KnownRows(
    found.whitening,
    Array.from(references, (at) => row(at)),
  );
  const isFar = (features: ArrayLike<number>) => known.distance(features) > found.threshold;

  it('flags about one fresh row in a hundred', () => {
    const fresh = drawn(20_000, 2);
    const far = Array.from({ length: 20_000 }, (_, at) => isFar(row(at, fresh))).filter(Boolean);
    expect(far.length / 20_000).toBeGreaterThan(0.005);
    expect(far.length / 20_000).toBeLessThan(0.016);
  });

  it('flags a row far out, and one whose measures do not go together though each of them is usual', () => {
    expect(isFar([9, 9, 0, 1, 0, 0])).toBe(true);
    expect(isFar([1.5, 1.5, 0, 1, 0, 0])).toBe(false);
    expect(isFar([1.5, -1.5, 0, 1, 0, 0])).toBe(true);
  });

  it('is told from 99 rows on, below which no rank does', () => {
    const of = (rows: number) => {
      const folds = foldsOf(2000).map((fold) => fold.filter((at) => at < rows));
      const few = { data: learnt.data.subarray(0, rows * 6), width: 6 };
      return calibratedDistance(few, Int32Array.of(0, 31, 62), folds);
    };
    expect(of(98)).toBeUndefined();
    expect(of(99)?.rows).toBe(99);
  });
});
