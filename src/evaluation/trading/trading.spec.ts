import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../core/random.js';
import { midranks, rankCorrelation } from '../statistics/rank-correlation.js';
import { deflatedSharpe, luckiestSharpe } from './deflated-sharpe.js';
import { drawdowns, maximumDrawdown } from './drawdown.js';
import { momentsOf, probabilisticSharpe, sharpeRatio } from './sharpe.js';
import { shrunkCovariance } from './shrunk-covariance.js';
import { blockInterval, stationaryRows } from './stationary-bootstrap.js';

// Worked out by numpy 2.4, scipy 1.17 and scikit-learn 1.9.
const months = [0.02, -0.01, 0.03, 0.015, -0.04, 0.005, 0.012, -0.008, 0.025, 0.001, -0.015, 0.03];

describe('the Sharpe ratio', () => {
  it('is the mean over the deviation, times the root of the periods of a year', () => {
    expect(sharpeRatio(months, 12)).toBeCloseTo(0.8929738686044885, 12);
    const { skewness, kurtosis } = momentsOf(months);
    expect(skewness).toBeCloseTo(-0.6843032207977146, 12);
    expect(kurtosis).toBeCloseTo(2.7727723630499455, 12);
  });

  it('is not defined where no return differs', () => {
    expect(sharpeRatio([0.01, 0.01, 0.01], 12)).toBeNaN();
    expect(sharpeRatio([0.01], 12)).toBeNaN();
  });

  it('is above 0 with the probability that its moments give', () => {
    expect(probabilisticSharpe(months, 0)).toBeCloseTo(0.7818836031668384, 9);
  });
});

describe('the deflated Sharpe ratio', () => {
  // The example of Bailey & López de Prado (2014): 2.5 a year over five years of 250 days, the best of 100 trials.
  const seen = { ratio: 2.5 / Math.sqrt(250), skewness: -3, kurtosis: 10, count: 1250 };

  it('is that of its authors: 0.1132 by luck, 0.9004 in the end', () => {
    const trials = { trials: 100, variance: 0.5 / 250 };
    expect(luckiestSharpe(trials.trials, trials.variance)).toBeCloseTo(0.11317200186513214, 7);
    expect(deflatedSharpe(seen, trials)).toBeCloseTo(0.9003968344493903, 6);
  });

  it('falls with each trial, and asks for nothing where there was one', () => {
    const of = (trials: number) => deflatedSharpe(seen, { trials, variance: 0.002 });
    expect(luckiestSharpe(1, 0.002)).toBe(0);
    expect([of(1) > of(2), of(2) > of(10), of(10) > of(1000)]).toEqual([true, true, true]);
  });
});

describe('drawdowns', () => {
  it('are shares of the highest value before', () => {
    const values = [1, 1.1, 1.05, 1.3, 0.9, 1, 1.4];
    const { depth, from, to } = maximumDrawdown(values);
    expect(depth).toBeCloseTo(0.3076923076923077, 12);
    expect([from, to]).toEqual([3, 4]);
    expect(drawdowns(values)[6]).toBe(0);
    expect(maximumDrawdown([1, 2, 3]).depth).toBe(0);
  });
});

describe('covariances', () => {
  const returns = [
    0.01, 0.02, 0.012, 0, -0.01, -0.002, -0.02, -0.03, -0.014, 0.03, 0.05, 0.01, -0.01, -0.03, 0, 0.02, 0.03,
    0.013, -0.03, -0.05, -0.02, 0.015, 0.01, 0.012,
  ];

  it('are those of scikit-learn, of returns divided by their deviations', () => {
    const { values, shrinkage } = shrunkCovariance(returns, 3);
    expect(shrinkage).toBeCloseTo(0.16731251450470755, 12);
    const expected = [0.000374609375, 0.0005067683993756507, 0.00017896275567168355, 0.0010359375];
    [values[0], values[1], values[2], values[4]].forEach((one, i) =>
      expect(one).toBeCloseTo(expected[i], 14),
    );
    expect(values[5]).toBe(values[7]);
  });

  it('do not depend on the unit, and need neither many rows nor every return', () => {
    const own = shrunkCovariance(returns, 3).values;
    const percent = shrunkCovariance(
      returns.map((one) => 100 * one),
      3,
    ).values;
    percent.forEach((one, at) => expect(one / 10_000).toBeCloseTo(own[at], 14));
    const few = shrunkCovariance([0.01, NaN, 0, -0.01, NaN, 0], 3).values;
    expect(few.every(Number.isFinite)).toBe(true);
    expect(Math.min(few[0], few[4], few[8])).toBeGreaterThan(0);
  });
});

describe('the stationary bootstrap', () => {
  it('draws blocks of about the length that is asked for', () => {
    const rows = stationaryRows(10_000, 5, createRandom(1));
    const breaks = rows.filter((row, i) => i > 0 && row !== (rows[i - 1] + 1) % rows.length).length;
    expect(10_000 / breaks).toBeGreaterThan(4.5);
    expect(10_000 / breaks).toBeLessThan(5.5);
  });

  it('gives wider intervals than rows alone where each goes on from the one before', () => {
    const random = createRandom(3);
    let last = 0;
    const values = Array.from({ length: 600 }, () => (last = 0.8 * last + random.normal()));
    const mean = (rows: ArrayLike<number>) =>
      Array.from(rows).reduce((sum, row) => sum + values[row], 0) / rows.length;
    const width = (meanBlock: number) => {
      const { lower, upper } = blockInterval(values.length, mean, { seed: 1, meanBlock });
      return upper - lower;
    };
    // The mean of such a series spreads by 1 / (1 - 0.8) / sqrt(600), rows alone by 1 / 0.6 / sqrt(600).
    expect(width(25)).toBeGreaterThan(2 * width(1));
    expect(width(25)).toBeCloseTo((2 * 1.96 * 5) / Math.sqrt(600), 0);
  });

  it('has no ends where the statistic is not defined', () => {
    expect(blockInterval(5, () => NaN, { seed: 1, meanBlock: 2 }).lower).toBeNaN();
  });
});

describe('the correlation of ranks', () => {
  it('shares ranks between equal values', () => {
    expect([...midranks([5, 1, 5, 2])]).toEqual([3.5, 1, 3.5, 2]);
    expect(rankCorrelation([1, 2, 2, 4, 5], [3, 1, 4, 4, 9])).toBeCloseTo(0.7631578947368421, 12);
    expect(rankCorrelation([1, 1], [1, 2])).toBeNaN();
  });
});
