import { describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../core/errors.js';
import { byFallingValue, cumulativeGains } from './cumulative-gains.js';

const rows = {
  labels: [1, 0, 1, 0, 0, 0, 0, 1, 0, 0],
  probabilities: [9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((p) => p / 10),
};

describe('cumulative gains', () => {
  it('are worked out by hand', () => {
    const [first, half, all] = cumulativeGains(rows, { margin: 10, cost: 2 }, [0.1, 0.5, 1]);
    expect(first).toEqual({
      ...{ share: 0.1, count: 1, positives: 1, captured: 1 / 3, profit: 8 },
      lift: 1 / (3 / 10),
      expectedProfit: 7,
    });
    expect([half.count, half.positives, half.profit]).toEqual([5, 2, 10]);
    expect(half.lift).toBeCloseTo(4 / 3, 12);
    expect(half.expectedProfit).toBeCloseTo(10 * 3.5 - 10, 12);
    expect(all).toMatchObject({ count: 10, positives: 3, captured: 1, profit: 10 });
    expect(all.lift).toBeCloseTo(1, 12);
  });

  it('have no lift where nothing happened, or nothing is chosen', () => {
    const none = { ...rows, labels: rows.labels.map(() => 0) };
    expect(cumulativeGains(none, { margin: 1, cost: 1 }, [0.5])[0]).toMatchObject({ captured: 0, lift: 0 });
    expect(cumulativeGains(rows, { margin: 1, cost: 1 }, [0.01])[0]).toMatchObject({
      count: 0,
      lift: 0,
      profit: 0,
    });
  });

  it('are refused without rows', () => {
    const empty = { labels: [], probabilities: [] };
    expect(() => cumulativeGains(empty, { margin: 1, cost: 1 })).toThrow(InvalidInputError);
  });

  it('take the first of equals', () => {
    expect([...byFallingValue([1, 3, 1, 3, 2])]).toEqual([1, 3, 4, 0, 2]);
  });
});
