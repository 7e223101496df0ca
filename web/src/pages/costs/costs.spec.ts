import { describe, expect, it } from '@jest/globals';
import { actionAt, bandsOf, costsOf, outcomeOf } from './costs';

describe('costs of decisions', () => {
  it('are read where a rule prices the two errors of an event', () => {
    expect(
      costsOf({
        decision: { rule: 'expected-cost', costs: { falsePositive: 1, falseNegative: 5, review: 0.6 } },
      }),
    ).toEqual({
      falsePositive: 1,
      falseNegative: 5,
      review: 0.6,
    });
    expect(costsOf({ decision: { rule: 'cost-matrix', costs: { a: [1, 2] } } })).toBeUndefined();
    expect(costsOf({})).toBeUndefined();
  });

  it('give the thresholds that the server gives', () => {
    // finance/credit-scoring: 0.12 and 0.4, without a review 1/6.
    const bands = bandsOf({ falsePositive: 1, falseNegative: 5, review: 0.6 });
    expect([bands.lower, bands.upper]).toEqual([expect.closeTo(0.12, 12), expect.closeTo(0.4, 12)]);
    expect(bandsOf({ falsePositive: 1, falseNegative: 5 })).toEqual({ lower: 1 / 6, upper: 1 / 6 });
    expect([0.05, 0.2, 0.4].map((p) => actionAt(p, bands))).toEqual(['negative', 'review', 'positive']);
  });

  it('add up over bins', () => {
    const bin = (count: number, p: number, observedRate: number) => ({
      lower: 0,
      upper: 1,
      count,
      meanProbability: p,
      observedRate,
    });
    const outcome = outcomeOf([bin(50, 0.05, 0.1), bin(30, 0.2, 0.2), bin(20, 0.8, 0.75)], {
      falsePositive: 1,
      falseNegative: 5,
      review: 0.6,
    });
    // 5 of 100 missed at 5, 30 reviewed at 0.6, 5 false alarms at 1: 48 for 100.
    expect(outcome.cost).toBeCloseTo(480, 9);
    expect(outcome.shares).toEqual({ negative: 0.5, review: 0.3, positive: 0.2 });
    expect([outcome.missed, outcome.alarms]).toEqual([expect.closeTo(50, 9), expect.closeTo(50, 9)]);
  });
});
