import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../core/random.js';
import { truncatedSingularVectors, type SparseRows } from './latent-space.js';

const sparse = (rows: readonly (readonly number[])[]): SparseRows =>
  rows.map((row) =>
    row.flatMap((value, column): [number, number][] => (value === 0 ? [] : [[column, value]])),
  );

const vector = (right: Float64Array, width: number, k: number) =>
  Array.from(right).filter((_, at) => at % width === k);

describe('truncated singular vectors', () => {
  // numpy.linalg.svd of NumPy 2.4.6, the largest entry of each vector made positive.
  const matrix = [
    [1, 0, 2, 0],
    [0, 3, 0, 0],
    [1, 0, 1, 1],
    [0, 2, 0, 1],
    [4, 0, 1, 0],
  ];
  const values = [4.616603527187494, 3.6532736153021856, 1.7168134590875213];
  it('are those of NumPy', () => {
    const found = truncatedSingularVectors(sparse(matrix), 4, 3);
    expect(found.values).toHaveLength(3);
    found.values.forEach((value, k) => expect(value).toBeCloseTo(values[k], 10));
    // The first right vectors of NumPy, row by row of `vh`.
    const rows = [
      [0.9053558615945886, 0.01691231323705783, 0.41845330954376125, 0.07029626781817773],
      [-0.029419359515675345, 0.9848915441375039, -0.004811645060322381, 0.17058720832449442],
      [-0.41585516515817517, -0.06395370688011559, 0.8483189059994085, 0.3214489675073241],
    ];
    rows.forEach((row, k) =>
      vector(found.right, 3, k).forEach((entry, column) => expect(entry).toBeCloseTo(row[column], 9)),
    );
  });

  it('are orthonormal and the best of a larger matrix, too', () => {
    const random = createRandom(5);
    const left = Array.from({ length: 60 }, () => [random.normal(), random.normal()]);
    const right = Array.from({ length: 40 }, () => [random.normal(), random.normal()]);
    const rows = left.map(([a, b]) => right.map(([c, d]) => 9 * a * c + 3 * b * d + 0.01 * random.normal()));
    const found = truncatedSingularVectors(sparse(rows), 40, 4);
    const kept = found.values.slice(0, 2).reduce((sum, value) => sum + value * value, 0);
    const all = rows.flat().reduce((sum, value) => sum + value * value, 0);
    expect(kept / all).toBeGreaterThan(0.9999);
    for (let a = 0; a < 4; a++)
      for (let b = 0; b < 4; b++) {
        const [one, other] = [vector(found.right, 4, a), vector(found.right, 4, b)];
        const product = one.reduce((sum, value, i) => sum + value * other[i], 0);
        expect(product).toBeCloseTo(a === b ? 1 : 0, 9);
      }
  });

  it('are as many as the rank of the matrix, and none of an empty one', () => {
    expect(truncatedSingularVectors(sparse([[1, 2], [2, 4]]), 2, 2).values).toHaveLength(1); // prettier-ignore
    expect(truncatedSingularVectors([], 0, 3)).toEqual({ values: [], right: new Float64Array(0) });
    expect(truncatedSingularVectors([[], []], 0, 3).values).toEqual([]);
    expect(truncatedSingularVectors(sparse([[0, 0]]), 2, 2).values).toEqual([]);
  });
});
