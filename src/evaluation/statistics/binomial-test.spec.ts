import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidInputError } from '../../core/errors.js';
import { binomialTest, holmAdjusted } from './binomial-test.js';

describe('the exact binomial test', () => {
  it.each([
    [2, 25, 0.0536, 0.3905392099318707],
    [5, 45, 0.125, 1],
    [0, 30, 0.1, 0.0682179469371261],
    [17, 22, 0.6719, 0.3713808852120929],
    [60, 200, 0.3, 1],
    [10, 10, 0.5, 0.001953125],
    [3, 10, 0.5, 0.34375],
  ])('of %s in %s at %s agrees with SciPy (test/reference/grades.py)', (count, of, probability, expected) => {
    expect(binomialTest(count, of, probability)).toBeCloseTo(expected, 9);
  });

  it('of nothing says nothing, and of what cannot be is certain', () => {
    expect(binomialTest(0, 0, 0.4)).toBeCloseTo(1, 12);
    expect(binomialTest(1, 5, 0)).toBe(0);
    expect(binomialTest(5, 5, 1)).toBeCloseTo(1, 12);
    expect(() => binomialTest(3, 2, 0.5)).toThrow(InvalidInputError);
    expect(() => binomialTest(1, 2, 1.5)).toThrow(InvalidInputError);
  });
});

describe('the correction for several tests', () => {
  it('multiplies the smallest by their number, and never turns the order round', () => {
    // By hand: 0.01 x 4, 0.02 x 3, 0.03 x 2 = 0.06, 0.5 x 1.
    const adjusted = holmAdjusted([0.5, 0.01, 0.03, 0.02]);
    [0.5, 0.04, 0.06, 0.06].forEach((expected, i) => expect(adjusted[i]).toBeCloseTo(expected, 12));
    expect(holmAdjusted([])).toEqual([]);
  });

  it('leaves no value smaller, and is between 0 and 1', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (values) => {
        holmAdjusted(values).forEach((adjusted, i) => {
          expect(adjusted).toBeGreaterThanOrEqual(values[i]);
          expect(adjusted).toBeLessThanOrEqual(1);
        });
      }),
    );
  });
});
