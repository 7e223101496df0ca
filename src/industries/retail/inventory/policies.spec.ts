import { describe, expect, it } from '@jest/globals';
import { criticalRatio, economicQuantity, newsvendorQuantity, orderOf, reorderPolicy } from './policies.js';

/** Quantiles of a standard normal by bisection of its distribution function (Abramowitz & Stegun 7.1.26 is too rough: a sum is not). */
function normalSamples(mean: number, deviation: number, count: number): Float64Array {
  const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  const samples = new Float64Array(count);
  // The distribution function by the trapezoidal rule on a fine grid, inverted on the way.
  const step = 1e-4;
  let below = 0;
  let at = 0;
  for (let x = -8; x < 8 && at < count; x += step) {
    below += (step * (density(x) + density(x + step))) / 2;
    while (at < count && below >= (at + 0.5) / count) samples[at++] = mean + deviation * x;
  }
  return samples;
}

/** Expected cost of a quantity: what is left over and what is short, each at its price. */
function newsvendorCost(
  samples: ArrayLike<number>,
  quantity: number,
  { overage, underage }: { overage: number; underage: number },
): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) {
    const left = quantity - samples[i];
    sum += left >= 0 ? overage * left : -underage * left;
  }
  return sum / samples.length;
}

describe('the newsvendor', () => {
  // Snyder & Shen, "Fundamentals of Supply Chain Theory", example 4.3: holding 0.18, stock-out 0.70, demand N(50, 8): 56.6 at a cost of 1.9976.
  const costs = { overage: 0.18, underage: 0.7 };
  const samples = normalSamples(50, 8, 20_000);

  it('orders the critical ratio of a normal demand', () => {
    expect(criticalRatio(costs)).toBeCloseTo(0.79545, 5);
    const quantity = newsvendorQuantity(samples, criticalRatio(costs));
    expect(quantity).toBeCloseTo(56.604, 1);
    expect(newsvendorCost(samples, quantity, costs)).toBeCloseTo(1.9976, 2);
  });

  it('costs more with any other quantity', () => {
    const best = newsvendorCost(samples, newsvendorQuantity(samples, criticalRatio(costs)), costs);
    for (const other of [40, 50, 55, 58, 70])
      expect(newsvendorCost(samples, other, costs)).toBeGreaterThan(best);
  });

  // Demand 1 to 4, each as likely: below 3 with 0.5, up to 3 with 0.75.
  it.each([
    [0.5, 2],
    [0.51, 3],
    [0.75, 3],
    [0.99, 4],
    [0.01, 1],
  ])('meets few values with the probability %d', (ratio, quantity) => {
    expect(newsvendorQuantity([3, 1, 4, 2], ratio)).toBe(quantity);
  });

  it('counts what is left over and what is short', () => {
    // 2 are there: 1 left over at 1, 0, then 1 and 2 short at 10.
    expect(newsvendorCost([1, 2, 3, 4], 2, { overage: 1, underage: 10 })).toBe((1 + 10 + 20) / 4);
  });
});

describe('a reorder policy', () => {
  it('has the economic quantity', () => {
    // Snyder & Shen, example 3.1: ordering 8, demand 1300 a year, holding 0.225: 304.1.
    expect(economicQuantity({ ordering: 8, demand: 1300, holding: 0.225 })).toBeCloseTo(304.05, 1);
    expect(economicQuantity({ ordering: 0, demand: 1300, holding: 0.225 })).toBe(0);
  });

  it('reorders from its point on, up to its level', () => {
    const policy = reorderPolicy([1, 2, 3, 4], 0.75, { ordering: 2, demand: 4, holding: 1 });
    expect(policy).toEqual({ reorderAt: 3, orderUpTo: 7 });
    expect([0, 3, 3.1, 9].map((position) => orderOf(position, policy))).toEqual([7, 4, 0, 0]);
  });

  it('tops up each time where an order costs nothing', () => {
    const policy = reorderPolicy([1, 2, 3, 4], 0.75, { ordering: 0, demand: 4, holding: 1 });
    expect([1, 2.5, 3, 4].map((position) => orderOf(position, policy))).toEqual([2, 0.5, 0, 0]);
  });
});
