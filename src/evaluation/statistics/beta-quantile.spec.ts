import { describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../core/errors.js';
import { betaQuantile } from './beta-quantile.js';

describe('the quantile of a beta distribution', () => {
  // Values of scipy.stats.beta.ppf.
  it.each([
    [0.5, 1, 1, 0.5],
    [0.05, 2, 3, 0.09761146],
    [0.95, 0.5, 0.5, 0.99384417],
    [0.9, 8, 2, 0.93923095],
  ])('at %d of (%d, %d) is %d', (probability, a, b, expected) => {
    expect(betaQuantile(probability, a, b)).toBeCloseTo(expected, 7);
  });

  it.each([
    [0, 1, 1],
    [0.5, 0, 1],
    [0.5, 1, NaN],
  ])('refuses %d of (%d, %d)', (probability, a, b) => {
    expect(() => betaQuantile(probability, a, b)).toThrow(InvalidInputError);
  });
});
