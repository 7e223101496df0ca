import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidSpecificationError } from '../../core/errors.js';
import { createRandom } from '../../core/random.js';
import { drawCategory, drawNumber, type NumericMarginal } from './marginal.js';

const many = (marginal: NumericMarginal, shift = 0, count = 4000) => {
  const random = createRandom(5);
  return Array.from({ length: count }, () => drawNumber(marginal, shift, random));
};
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('marginals', () => {
  it('draw categories by their weights', () => {
    const random = createRandom(5);
    const drawn = Array.from({ length: 4000 }, () => drawCategory({ a: 3, b: 1 }, random));
    expect(drawn.filter((code) => code === 'b').length / 4000).toBeCloseTo(0.25, 1);
    expect(new Set(drawn)).toEqual(new Set(['a', 'b']));
  });

  it('have the stated means', () => {
    expect(
      mean(many({ kind: 'normal', mean: 50, deviation: 10, minimum: 0, maximum: 100, step: 1 })),
    ).toBeCloseTo(50, -0.5);
    const logs = many({ kind: 'log-normal', mean: 8, deviation: 0.5, minimum: 1, maximum: 1e6, step: 1 }).map(
      Math.log,
    );
    expect(Math.abs(mean(logs) - 8)).toBeLessThan(0.05);
    expect(Math.abs(mean(many({ kind: 'poisson', mean: 1.5, minimum: 2, maximum: 100 })) - 3.5)).toBeLessThan(
      0.1,
    );
    expect(Math.abs(mean(many({ kind: 'uniform-integer', minimum: 1, maximum: 4 })) - 2.5)).toBeLessThan(0.1);
  });

  it('move with a shift', () => {
    const marginal: NumericMarginal = {
      kind: 'normal',
      mean: 0,
      deviation: 1,
      minimum: -99,
      maximum: 99,
      step: 0.01,
    };
    expect(mean(many(marginal, 5)) - mean(many(marginal))).toBeCloseTo(5, 1);
  });

  it('stay within their bounds, on their steps', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('normal' as const, 'log-normal' as const),
        fc.constantFrom(0.01, 0.5, 1, 3),
        fc.integer(),
        (kind, step, seed) => {
          const marginal = { kind, mean: 1, deviation: 1, minimum: 0.5, maximum: 9, step };
          const value = drawNumber(marginal, 0, createRandom(seed));
          expect(value).toBeGreaterThanOrEqual(0.5);
          expect(value).toBeLessThanOrEqual(9);
          expect(Math.abs(value / step - Math.round(value / step))).toBeLessThan(1e-6);
          expect(String(value).length).toBeLessThan(6);
        },
      ),
    );
  });

  it('fail when nothing can fall between the bounds', () => {
    const marginal: NumericMarginal = {
      kind: 'normal',
      mean: 0,
      deviation: 1,
      minimum: 90,
      maximum: 99,
      step: 1,
    };
    expect(() => many(marginal)).toThrow(InvalidSpecificationError);
  });
});
