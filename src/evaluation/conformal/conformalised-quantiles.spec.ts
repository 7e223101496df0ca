import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../core/random.js';
import { InvalidInputError } from '../../core/errors.js';
import { conformalMargin } from './index.js';

describe('conformalMargin', () => {
  const zeros = new Float64Array(99);

  it('is the rank of split conformal prediction when the quantiles are one number', () => {
    const actual = Float64Array.from({ length: 99 }, (_, i) => (i % 2 ? -1 : 1) * (99 - i));
    expect(conformalMargin({ lower: zeros, upper: zeros, actual }, 0.9)).toBe(90);
    expect(conformalMargin({ lower: [0], upper: [0], actual: [1] }, 0.9)).toBe(Infinity);
  });

  it('narrows intervals that are wider than they need be', () => {
    const actual = Float64Array.from({ length: 99 }, (_, i) => (i - 49) / 49);
    const far = (sign: number) => zeros.map(() => sign * 10);
    const margin = conformalMargin({ lower: far(-1), upper: far(1), actual }, 0.9);
    expect(margin).toBeLessThan(-9);
    expect(margin).toBeGreaterThanOrEqual(-10);
  });

  it('covers new rows of two kinds as often as stated, with wider intervals for the harder kind', () => {
    const random = createRandom(4);
    const draw = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ spread: i % 2 ? 1 : 5, noise: random.normal() }));
    const columns = (rows: { spread: number; noise: number }[], margin = 0) => ({
      lower: rows.map(({ spread }) => -spread - margin),
      upper: rows.map(({ spread }) => spread + margin),
      actual: rows.map(({ spread, noise }) => spread * noise),
    });
    const margin = conformalMargin(columns(draw(2000)), 0.9);
    const { lower, upper, actual } = columns(draw(4000), margin);
    const covered = actual.filter((value, i) => value >= lower[i] && value <= upper[i]).length / 4000;
    expect(Math.abs(covered - 0.9)).toBeLessThan(0.02);
  });

  it('refuses what it cannot use', () => {
    const one = { lower: [0], upper: [1], actual: [0.5] };
    expect(() => conformalMargin(one, 1)).toThrow(InvalidInputError);
    expect(() => conformalMargin({ ...one, lower: [NaN] }, 0.9)).toThrow(InvalidInputError);
    expect(() => conformalMargin({ ...one, upper: [] }, 0.9)).toThrow(InvalidInputError);
    expect(() => conformalMargin({ lower: [], upper: [], actual: [] }, 0.9)).toThrow(InvalidInputError);
  });
});
