import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidInputError } from '../../core/errors.js';
import { shiftedProbability } from './prior-shift.js';
import { higherShareTest, trendTest } from './share-tests.js';

const group = (rows: number, events: number) => ({ rows, events });

/** Reference values: SciPy 1.17.1, test/reference/grades.py. */
describe('tests of shares', () => {
  it('tell whether one is higher than another', () => {
    expect(higherShareTest(group(112, 6), group(176, 22))).toBeCloseTo(0.02304024175855266, 10);
    expect(higherShareTest(group(176, 22), group(112, 6))).toBeCloseTo(1 - 0.02304024175855266, 10);
  });

  it('tell nothing where both are the same or one is empty', () => {
    expect(higherShareTest(group(10, 0), group(20, 0))).toBe(0.5);
    expect(higherShareTest(group(0, 0), group(20, 4))).toBe(0.5);
  });

  it('tell whether they rise from group to group', () => {
    const { z, pValue } = trendTest([
      group(25, 2),
      group(45, 5),
      group(61, 17),
      group(47, 19),
      group(22, 17),
    ]);
    expect(z).toBeCloseTo(5.895380257162615, 10);
    expect(pValue / 1.86909755891914e-9).toBeCloseTo(1, 6);
    expect(trendTest([group(5, 0), group(5, 0)])).toEqual({ z: NaN, pValue: NaN });
  });
});

describe('a probability at another base rate', () => {
  it('keeps what the features say: the ratio of the likelihoods', () => {
    expect(shiftedProbability(0.0536, { from: 0.3, to: 0.05 })).toBeCloseTo(0.006907216494845362, 12);
    expect(shiftedProbability(0.3, { from: 0.3, to: 0.05 })).toBeCloseTo(0.05, 12);
  });

  it('keeps order and ends, and comes back', () => {
    const rate = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(rate, rate, fc.double({ min: 0, max: 1, noNaN: true }), (from, to, probability) => {
        const there = shiftedProbability(probability, { from, to });
        expect(shiftedProbability(there, { from: to, to: from })).toBeCloseTo(probability, 9);
        const rise = to >= from ? there - probability : probability - there;
        expect(rise).toBeGreaterThanOrEqual(-1e-12);
      }),
    );
    expect([0, 1].map((end) => shiftedProbability(end, { from: 0.3, to: 0.05 }))).toEqual([0, 1]);
    expect(() => shiftedProbability(0.5, { from: 0, to: 0.05 })).toThrow(InvalidInputError);
  });
});
