import { describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../core/errors.js';
import { chiSquareUpperTail, normalUpperTail } from './chi-square.js';

/** Reference values: SciPy 1.17.1, test/reference/grades.py. */
describe('the tail of a distribution', () => {
  it.each([
    [0.5, 1, 0.47950012218695337],
    [3.84, 1, 0.05004352124870519],
    [7.5, 10, 0.6775476361045434],
    [18.307, 10, 0.05000058909139812],
    [40, 5, 1.493367900050393e-7],
    [200, 7, 1.147781224014262e-39],
  ])('of chi-square at %s with %s degrees of freedom', (x, degrees, expected) => {
    expect(chiSquareUpperTail(x, degrees) / expected).toBeCloseTo(1, 10);
  });

  it('is whole below 0, empty at infinity, and unknown of what is no number', () => {
    expect(chiSquareUpperTail(0, 3)).toBe(1);
    expect(chiSquareUpperTail(Infinity, 3)).toBe(0);
    expect(chiSquareUpperTail(NaN, 3)).toBeNaN();
    expect(() => chiSquareUpperTail(1, 0)).toThrow(InvalidInputError);
  });

  it.each([
    [-1.5, 0.9331927987311419],
    [0, 0.5],
    [0.5, 0.3085375387259869],
    [1.96, 0.024997895148220435],
    [5, 2.866515718791933e-7],
  ])('of the normal distribution at %s', (z, expected) => {
    expect(normalUpperTail(z) / expected).toBeCloseTo(1, 10);
  });
});
