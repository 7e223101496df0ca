import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quantile, sortedNumbers, summarise } from './statistics.js';

describe('summarise', () => {
  it('agrees with figures worked out by hand', () => {
    expect(summarise(sortedNumbers([4, null, 1, 3, 'text', 2]))).toEqual({
      count: 4,
      minimum: 1,
      maximum: 4,
      mean: 2.5,
      standardDeviation: Math.sqrt(1.25),
      median: 2.5,
    });
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
  });

  it('does not depend on the order of the rows, to the last bit', () => {
    const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e150, max: 1e150 }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(values, (given) => {
        expect(summarise(sortedNumbers(given.toReversed()))).toStrictEqual(summarise(sortedNumbers(given)));
      }),
    );
  });
});
