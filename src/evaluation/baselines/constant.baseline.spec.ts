import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { computeMetrics } from '../metrics/index.js';
import { baseRate, classRates, constantPredictions, meanTarget } from './index.js';

describe('the constant baselines', () => {
  it('are the shares of the classes', () => {
    expect(baseRate([0, 1, 1, 1])).toBe(0.75);
    expect(baseRate([0, 1], [3, 1])).toBe(0.25);
    expect(classRates([2, 0, 2, 2], 3)).toEqual([0.25, 0, 0.75]);
    expect(() => classRates([0, 3], 3)).toThrow(/from 0 to 2/);
    expect(() => baseRate([])).toThrow(/labels is empty/);
  });

  it('are the mean of a number', () => {
    expect(meanTarget([1, 2, 6])).toBe(3);
    expect(meanTarget([1, 2], [1, 3])).toBe(1.75);
    expect(() => meanTarget([1, NaN])).toThrow(/values\[1\]/);
  });

  it('fill rows', () => {
    expect(constantPredictions([0.25, 0.75], 2)).toEqual(Float64Array.of(0.25, 0.75, 0.25, 0.75));
    expect(constantPredictions([7], 0)).toHaveLength(0);
  });

  it('rank nothing and explain nothing', () => {
    const labels = [0, 1, 1, 0, 1];
    const probabilities = constantPredictions([baseRate(labels)], labels.length);
    const values = computeMetrics('binary', ['auc', 'ece', 'accuracy'], { labels, probabilities });
    expect(values).toEqual({ auc: 0.5, ece: expect.closeTo(0, 12), accuracy: 0.6 });
    const predicted = constantPredictions([meanTarget(labels)], labels.length);
    expect(computeMetrics('regression', ['r2'], { actual: labels, predicted }).r2).toBeCloseTo(0, 12);
  });

  it('no other constant has a smaller log loss or squared error', () => {
    const bits = fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(bits, fc.double({ min: 0, max: 1, noNaN: true }), (labels, other) => {
        const at = (constant: number) => {
          const probabilities = constantPredictions([constant], labels.length);
          return computeMetrics('binary', ['log_loss', 'brier'], { labels, probabilities });
        };
        const best = at(baseRate(labels));
        expect(best.log_loss).toBeLessThanOrEqual(at(other).log_loss + 1e-12);
        expect(best.brier).toBeLessThanOrEqual(at(other).brier + 1e-12);
      }),
    );
  });
});
