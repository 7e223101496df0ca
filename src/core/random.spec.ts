import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRandom, type Random } from './random.js';

const draw = (random: Random, count: number) => Array.from({ length: count }, () => random.next());
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the seeded generator', () => {
  it('gives the same numbers on every machine', () => {
    // Worked out with Python's integers over the same hash and generator.
    const words = draw(createRandom(1), 4).map((value) => value * 2 ** 32);
    expect(words).toEqual([2688880250, 3751646714, 73589903, 1123679769]);
  });

  it('repeats itself for one seed and differs for another', () => {
    expect(draw(createRandom(7), 20)).toEqual(draw(createRandom(7), 20));
    expect(draw(createRandom(7), 20)).not.toEqual(draw(createRandom(8), 20));
  });

  it('counts the low 32 bits of a seed, whatever its sign', () => {
    expect(draw(createRandom(-1), 5)).toEqual(draw(createRandom(2 ** 32 - 1), 5));
  });

  it('stays in [0, 1) and below an integer bound', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 2 ** 31 }), (seed, bound) => {
        const random = createRandom(seed);
        for (let i = 0; i < 20; i++) {
          const value = random.next();
          expect(value >= 0 && value < 1).toBe(true);
          const integer = random.integer(bound);
          expect(Number.isInteger(integer) && integer >= 0 && integer < bound).toBe(true);
        }
      }),
    );
  });

  it('is uniform: every tenth is met about as often (chi-squared, 9 degrees of freedom)', () => {
    const counts = new Array<number>(10).fill(0);
    const random = createRandom(3);
    for (let i = 0; i < 10_000; i++) counts[random.integer(10)] += 1;
    const statistic = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(statistic).toBeLessThan(27.9); // 0.999 quantile
  });

  it('has normal numbers of mean 0 and variance 1, without outliers that cannot be', () => {
    const random = createRandom(5);
    const values = Array.from({ length: 20_000 }, () => random.normal());
    expect(Math.abs(mean(values))).toBeLessThan(4 / Math.sqrt(20_000));
    expect(mean(values.map((value) => value ** 2))).toBeCloseTo(1, 1);
    expect(values.every(Number.isFinite)).toBe(true);
    const beyondTwo = values.filter((value) => Math.abs(value) > 1.96).length / values.length;
    expect(beyondTwo).toBeGreaterThan(0.044);
    expect(beyondTwo).toBeLessThan(0.056);
  });

  it('permutes: every number once, every order as likely', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat({ max: 200 }), (seed, length) => {
        const order = createRandom(seed).permutation(length);
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length }, (_, i) => i));
      }),
    );
    const orders = new Map<string, number>();
    const random = createRandom(11);
    for (let i = 0; i < 6000; i++) {
      const order = random.permutation(3).join('');
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(6);
    const statistic = [...orders.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(statistic).toBeLessThan(20.5); // 0.999 quantile, 5 degrees of freedom
  });
});

describe('a fork', () => {
  it('does not depend on what its parent has drawn, and does not shift it', () => {
    const parent = createRandom(1);
    const before = draw(parent.fork('weights'), 5);
    const rest = draw(parent, 5);
    expect(draw(parent.fork('weights'), 5)).toEqual(before);
    const other = createRandom(1);
    other.fork('weights').next();
    expect(draw(other, 5)).toEqual(rest);
  });

  it('differs from its parent and from every other purpose, whatever the seed', () => {
    const purposes = ['weights', 'shuffle', 'masks', 'linear', 'mlp', 'member 0', 'member 1', 'member 10'];
    const streams = Array.from({ length: 50 }, (_, seed) => createRandom(seed)).flatMap((parent) => [
      ...purposes.map((purpose) => draw(parent.fork(purpose), 3).join()),
      draw(parent.fork('mlp').fork('mlp'), 3).join(),
      draw(parent, 3).join(),
    ]);
    expect(new Set(streams).size).toBe(50 * (purposes.length + 2));
  });
});
