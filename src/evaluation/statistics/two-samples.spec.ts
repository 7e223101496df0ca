import { describe, expect, it } from '@jest/globals';
import {
  differenceOfMeans,
  differenceOfShares,
  meanOf,
  ratioOfShares,
  upperQuantile,
} from './two-samples.js';
import { studentTQuantile } from './student-t.js';

const z95 = 1.959963984540054;
const z99 = 2.5758293035489004;
const of = (count: number, all: number) => ({ count, of: all });

describe('the difference of two shares', () => {
  // Newcombe (1998), table II, method 10.
  it.each([
    [of(56, 70), of(48, 80), 0.0524, 0.3339],
    [of(9, 10), of(3, 10), 0.1705, 0.809],
    [of(6, 7), of(2, 7), 0.0582, 0.8062],
    [of(5, 56), of(0, 29), -0.0381, 0.1926],
    [of(0, 10), of(0, 20), -0.1611, 0.2775],
    [of(10, 10), of(0, 20), 0.6791, 1],
  ])('of %p and %p has the published interval', (first, second, lower, upper) => {
    const interval = differenceOfShares(first, second, z95);
    expect(interval.value).toBeCloseTo(first.count / first.of - second.count / second.of, 12);
    expect(interval.lower).toBeCloseTo(lower, 4);
    expect(interval.upper).toBeCloseTo(upper, 4);
  });

  it('is not defined where one is a share of nothing', () => {
    expect(differenceOfShares(of(0, 0), of(1, 2), z95)).toEqual({ value: null, lower: null, upper: null });
  });
});

describe('the ratio of two shares', () => {
  // SciPy 1.17.1: scipy.stats.contingency.relative_risk(...).confidence_interval.
  it.each([
    [of(56, 70), of(48, 80), z95, 1.076626422763193, 1.651248511266387],
    [of(9, 10), of(3, 10), z99, 0.8395310611228259, 10.720270418539373],
    [of(30, 100), of(45, 90), z95, 0.41703732841050983, 0.8632320789414676],
  ])('of %p and %p agrees with SciPy', (first, second, z, lower, upper) => {
    const interval = ratioOfShares(first, second, z);
    expect(interval.lower).toBeCloseTo(lower, 10);
    expect(interval.upper).toBeCloseTo(upper, 10);
  });

  it('has no interval of nobody, and is not defined beside nobody', () => {
    expect(ratioOfShares(of(0, 5), of(2, 5), z95)).toEqual({ value: 0, lower: null, upper: null });
    expect(ratioOfShares(of(2, 5), of(0, 5), z95).value).toBeNull();
  });
});

describe('means', () => {
  const [a, b] = [[1.5, 2, 0.25, 3, 2.25, 1], [0.5, -1, 2, 0.75]]; // prettier-ignore

  // SciPy 1.17.1: ttest_1samp and ttest_ind(equal_var=False), confidence_interval.
  it('have the intervals of SciPy', () => {
    const mean = meanOf(a, 0.05);
    expect([mean.value, mean.lower, mean.upper]).toEqual(
      [1.6666666666666667, 0.6482994549903807, 2.685033878342953].map(
        (value) => expect.closeTo(value, 8) as unknown,
      ),
    );
    const difference = differenceOfMeans(a, b, 0.01);
    expect([difference.value, difference.lower, difference.upper]).toEqual(
      [1.1041666666666667, -1.728315916427867, 3.9366492497612002].map(
        (value) => expect.closeTo(value, 7) as unknown,
      ),
    );
  });

  it.each([25, 29, 63.5, 800])('have the quantile of Student’s t with %p degrees', (degrees) => {
    for (const tail of [0.1, 0.025, 0.005, 0.0005])
      expect(upperQuantile(tail, degrees) / studentTQuantile(1 - tail, degrees)).toBeCloseTo(1, 5);
  });

  it('have none of one number', () => {
    expect(meanOf([2], 0.05)).toEqual({ value: 2, lower: null, upper: null });
    expect(meanOf([], 0.05).value).toBeNull();
    expect(differenceOfMeans([2], b, 0.05).value).toBeNull();
    expect(differenceOfMeans([2, 2], [1, 1], 0.05)).toEqual({ value: 1, lower: 1, upper: 1 });
  });
});
