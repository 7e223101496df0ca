import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../core/random.js';
import { invertPositiveDefinite } from './invert-positive-definite.js';

/** G = XᵀX + I of random X, which is positive definite. */
function gram(n: number, seed: number): Float64Array {
  const random = createRandom(seed);
  const rows = n + 5;
  const x = Float64Array.from({ length: rows * n }, () => random.normal());
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = i === j ? 1 : 0;
      for (let row = 0; row < rows; row++) sum += x[row * n + i] * x[row * n + j];
      matrix[i * n + j] = sum;
    }
  }
  return matrix;
}

describe('the inverse of a positive definite matrix', () => {
  it('of two by two is the known one', async () => {
    const inverse = await invertPositiveDefinite(Float64Array.of(4, 2, 2, 3), 2);
    const expected = [3 / 8, -2 / 8, -2 / 8, 4 / 8];
    expected.forEach((value, i) => expect(inverse[i]).toBeCloseTo(value, 14));
  });

  it.each([1, 3, 47, 48, 49, 97, 150])('of %i rows times the matrix is one', async (n) => {
    const matrix = gram(n, n);
    const inverse = await invertPositiveDefinite(matrix.slice(), n);
    let largest = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let sum = i === j ? -1 : 0;
        for (let k = 0; k < n; k++) sum += matrix[i * n + k] * inverse[k * n + j];
        largest = Math.max(largest, Math.abs(sum));
      }
    }
    expect(largest).toBeLessThan(1e-9);
  });

  it('does not exist for a matrix that is not positive definite', async () => {
    await expect(invertPositiveDefinite(Float64Array.of(1, 2, 2, 1), 2)).rejects.toThrow('positive definite');
  });

  it('can be stopped between two blocks', async () => {
    const stop = () => Promise.reject(new Error('stopped'));
    await expect(invertPositiveDefinite(gram(10, 1), 10, stop)).rejects.toThrow('stopped');
  });
});
