import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidInputError } from '../../core/errors.js';
import { countedShare } from './wilson-interval.js';

describe('countedShare', () => {
  it('gives the score interval (values of Newcombe, 1998, table I)', () => {
    const { value, lower, upper } = countedShare(81, 263);
    expect(value).toBeCloseTo(0.308, 4);
    expect(lower).toBeCloseTo(0.2553, 4);
    expect(upper).toBeCloseTo(0.3662, 4);
    expect(countedShare(0, 20).upper).toBeCloseTo(0.1611, 4);
    expect(countedShare(1, 29).lower).toBeCloseTo(0.0061, 4);
  });

  it('is within [0, 1] and holds the share', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (a, b) => {
        const [count, of] = [Math.min(a, b), Math.max(a, b, 1)];
        const { value, lower, upper } = countedShare(count, of);
        expect(Number(lower)).toBeGreaterThanOrEqual(0);
        expect(Number(lower)).toBeLessThanOrEqual(Number(value) + 1e-12);
        expect(Number(upper)).toBeGreaterThanOrEqual(Number(value) - 1e-12);
        expect(Number(upper)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('says nothing of nothing, and refuses counts that are none', () => {
    expect(countedShare(0, 0)).toEqual({ count: 0, of: 0, value: null, lower: null, upper: null });
    for (const [count, of] of [
      [2, 1],
      [-1, 3],
      [0.5, 1],
    ]) {
      expect(() => countedShare(count, of)).toThrow(InvalidInputError);
    }
  });
});
