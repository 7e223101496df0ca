import { describe, expect, it } from '@jest/globals';
import { compareFolds, summariseFolds } from './fold-summary.js';

const folds = [0.79, 0.81, 0.76, 0.8, 0.83, 0.78, 0.77, 0.82, 0.8, 0.79];
const others = [0.78, 0.8, 0.77, 0.79, 0.8, 0.77, 0.76, 0.81, 0.8, 0.77];
const fiveFolds = { testToTrainRatio: 1 / 4 };

// The figures: NumPy 2.4.6 and SciPy 1.17.1, printed by test/reference/metrics.py.
describe('summariseFolds', () => {
  it('agrees with the corrected resampled t worked out with SciPy', () => {
    const summary = summariseFolds(folds, fiveFolds);
    expect(summary.count).toBe(10);
    expect(summary.mean).toBeCloseTo(0.7949999999999999, 12);
    expect(summary.standardDeviation).toBeCloseTo(0.021730674684008813, 12);
    expect(summary.interval[0]).toBeCloseTo(0.7659176158589777, 12);
    expect(summary.interval[1]).toBeCloseTo(0.8240823841410222, 12);
  });

  it('does not shrink to nothing with more repeats of the same folds', () => {
    const once = summariseFolds(folds, fiveFolds);
    const often = summariseFolds(Array.from({ length: 100 }, () => folds).flat(), fiveFolds);
    expect(often.standardError).toBeGreaterThan(0.8 * once.standardDeviation * Math.sqrt(1 / 4));
  });

  it('has no interval for one value, and no figures when a fold is undefined', () => {
    expect(summariseFolds([0.8], fiveFolds)).toMatchObject({ mean: 0.8, interval: [NaN, NaN] });
    expect(summariseFolds([0.8, NaN], fiveFolds).mean).toBeNaN();
    expect(() => summariseFolds([], fiveFolds)).toThrow(/values is empty/);
    expect(() => summariseFolds([1, 2], { testToTrainRatio: 0 })).toThrow(/testToTrainRatio must be/);
    expect(() => summariseFolds([1, 2], { ...fiveFolds, coverage: 1 })).toThrow(/coverage must be/);
  });
});

describe('compareFolds', () => {
  it('agrees with the corrected paired t worked out with SciPy', () => {
    const difference = compareFolds(folds, others, fiveFolds);
    expect(difference.mean).toBeCloseTo(0.01, 12);
    expect(difference.interval[0]).toBeCloseTo(-0.0041070284303791355, 12);
    expect(difference.interval[1]).toBeCloseTo(0.02410702843037911, 12);
    expect(difference.t).toBeCloseTo(1.6035674514745464, 10);
    expect(difference.pValue).toBeCloseTo(0.1432728298469328, 10);
  });

  it('turns its sign with the order of the models', () => {
    const back = compareFolds(others, folds, fiveFolds);
    expect(back.mean).toBeCloseTo(-0.01, 12);
    expect(back.pValue).toBeCloseTo(compareFolds(folds, others, fiveFolds).pValue, 12);
  });

  it('is undefined for equal models, and refuses other folds', () => {
    expect(compareFolds(folds, folds, fiveFolds)).toMatchObject({ mean: 0, interval: [0, 0], pValue: NaN });
    expect(() => compareFolds(folds, [0.8], fiveFolds)).toThrow(/10 values of the first and 1 of the second/);
  });
});
