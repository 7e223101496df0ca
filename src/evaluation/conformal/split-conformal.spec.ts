import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../core/random.js';
import { conformalHalfWidth } from './split-conformal.js';

describe('conformalHalfWidth', () => {
  const residuals = Array.from({ length: 99 }, (_, i) => (i % 2 ? -1 : 1) * (99 - i));

  it('is the ceil((n + 1) coverage)-th smallest absolute residual', () => {
    expect(conformalHalfWidth(residuals, 0.9)).toBe(90);
    expect(conformalHalfWidth(residuals, 0.901)).toBe(91);
    expect(conformalHalfWidth(residuals, 0.57)).toBe(57);
    expect(conformalHalfWidth(residuals, 0.99)).toBe(99);
  });

  it('is infinite when there are too few rows for the coverage', () => {
    expect(conformalHalfWidth(residuals, 0.995)).toBe(Infinity);
    expect(conformalHalfWidth(residuals.slice(0, 18), 0.95)).toBe(Infinity);
    expect(conformalHalfWidth(residuals.slice(0, 19), 0.95)).toBe(99);
  });

  it('covers new rows as often as it promises', () => {
    const random = createRandom(21);
    const draw = () => random.normal() ** 3;
    let covered = 0;
    for (let trial = 0; trial < 2000; trial++) {
      const halfWidth = conformalHalfWidth(Array.from({ length: 19 }, draw), 0.9);
      if (Math.abs(draw()) <= halfWidth) covered++;
    }
    // Exactly 18/20 = 0.9 in expectation; 4 standard errors are 0.027.
    expect(covered / 2000).toBeGreaterThan(0.873);
    expect(covered / 2000).toBeLessThan(0.927);
  });

  it('refuses what gives no interval', () => {
    expect(() => conformalHalfWidth([], 0.9)).toThrow(/residuals is empty/);
    expect(() => conformalHalfWidth([1, NaN], 0.9)).toThrow(/residuals\[1\]/);
    expect(() => conformalHalfWidth([1], 1)).toThrow(/coverage must be/);
  });
});
