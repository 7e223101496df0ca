import { describe, expect, it } from '@jest/globals';
import { rankDifference, shareDifference } from './group-difference.js';

describe('the difference of a group from the others', () => {
  it('of numbers is the chance of a higher one, ties counting a half', () => {
    expect(rankDifference([3, 4], [1, 2, 3]).size).toBe(5.5 / 6);
    expect(rankDifference([1, 2, 3], [1, 2, 3])).toEqual({ size: 0.5, deviations: 0 });
    // U = 12 of 12 pairs: mean 6, standard deviation sqrt(3 * 4 * 8 / 12).
    expect(rankDifference([5, 6, 7], [1, 2, 3, 4]).deviations).toBeCloseTo(6 / Math.sqrt(8), 12);
  });

  it('of shares is told in pooled standard errors', () => {
    const { size, deviations } = shareDifference({ with: 30, all: 40 }, { with: 20, all: 60 });
    expect(size).toBeCloseTo(0.75 - 1 / 3, 12);
    expect(deviations).toBeCloseTo(size / Math.sqrt(0.25 * (1 / 40 + 1 / 60)), 12);
    expect(shareDifference({ with: 4, all: 4 }, { with: 6, all: 6 }).deviations).toBeNaN();
  });
});
