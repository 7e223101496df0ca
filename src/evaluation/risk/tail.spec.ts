import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../core/random.js';
import { normalTail, tailContributions, tailOf, tailsOf } from './tail.js';

describe('the tail of losses', () => {
  it('is an order statistic and the mean beyond it', () => {
    const losses = Array.from({ length: 100 }, (_, i) => i + 1);
    const tail = tailOf(losses, 0.95);
    expect(tail.valueAtRisk).toBe(96);
    expect(tail.expectedShortfall).toBeCloseTo(98, 12);
    expect([...tail.scenarios]).toEqual([99, 98, 97, 96, 95]);
  });

  it('counts a part of the last loss where the tail is no whole number of them', () => {
    const { valueAtRisk, expectedShortfall } = tailOf([10, 20, 30, 40], 0.625);
    expect(valueAtRisk).toBe(30);
    expect(expectedShortfall).toBeCloseTo((40 + 0.5 * 30) / 1.5, 12);
  });

  it('has contributions that add up, of equal losses too', () => {
    const random = createRandom(1);
    const parts = Float64Array.from({ length: 500 * 3 }, () => random.normal());
    const losses = Float64Array.from(
      { length: 500 },
      (_, i) => parts[3 * i] + parts[3 * i + 1] + parts[3 * i + 2],
    );
    const tail = tailOf(losses, 0.973);
    const contributions = tailContributions(
      tail,
      parts.map((part) => -2 * part),
      [0.5, 0.5, 0.5],
    );
    expect(contributions.reduce((sum, one) => sum + one, 0)).toBeCloseTo(tail.expectedShortfall, 12);
    const equal = tailOf([1, 1, 1, 1], 0.9);
    expect(
      tailContributions(equal, [-0.25, -0.75, -1, 0, 0, -1, -0.5, -0.5], [1, 1]).reduce((a, b) => a + b),
    ).toBeCloseTo(1, 12);
  });

  it('is the same at several levels at once', () => {
    const random = createRandom(8);
    const losses = Float64Array.from({ length: 777 }, () => random.normal());
    const levels = [0.9, 0.95, 0.99];
    tailsOf(losses, levels).forEach((tail, i) => {
      const alone = tailOf(losses, levels[i]);
      expect(tail.valueAtRisk).toBe(alone.valueAtRisk);
      expect(tail.expectedShortfall).toBeCloseTo(alone.expectedShortfall, 12);
    });
  });

  it('refuses what has no tail', () => {
    expect(() => tailOf([], 0.99)).toThrow('losses');
    expect(() => tailOf([1], 1)).toThrow('level');
  });
});

describe('tails by formula', () => {
  // scipy.stats: test/reference/risk.py
  it('of normal losses', () => {
    const { valueAtRisk, expectedShortfall } = normalTail(1, 2, 0.99);
    expect(valueAtRisk).toBeCloseTo(1 + 2 * 2.3263478740408408, 6);
    expect(expectedShortfall).toBeCloseTo(1 + 2 * 2.665214220345808, 5);
  });
});
