import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRandom } from '../../core/random.js';
import { importanceOf } from './importance.js';

const rows = 64;
const random = createRandom(3);
const noise = (size: number) => Array.from({ length: rows }, () => size * random.normal());

describe('global importance', () => {
  it('is the mean absolute contribution, with its share and the most important first', () => {
    const found = importanceOf([
      [1, -1],
      [3, -3],
      [0, 0],
      [-2, 2],
    ]);
    expect(found.map(({ column, importance, share }) => [column, importance, share])).toEqual([
      [1, 3, 0.5],
      [3, 2, 2 / 6],
      [0, 1, 1 / 6],
      [2, 0, 0],
    ]);
  });

  it('has the interval that the normal approximation gives a mean', () => {
    const contributions = noise(1).map((value) => 5 + value);
    const [{ importance, lower, upper }] = importanceOf([contributions]);
    const deviation = Math.sqrt(
      contributions.reduce((sum, value) => sum + (value - importance) ** 2, 0) / rows,
    );
    const reach = (1.96 * deviation) / Math.sqrt(rows);
    expect(importance - lower).toBeGreaterThan(0.85 * reach);
    expect(importance - lower).toBeLessThan(1.15 * reach);
    expect(upper - importance).toBeGreaterThan(0.85 * reach);
    expect(upper - importance).toBeLessThan(1.15 * reach);
  });

  it('tells columns apart where their difference is no chance, and says which it cannot', () => {
    const own = noise(1);
    // The same sizes in other rows.
    const other = own.toReversed().map((value) => 1.02 * value);
    const [large, one, twin, small] = importanceOf([own, noise(10), other, noise(0.1)]);
    expect([large.column, small.column]).toEqual([1, 3]);
    expect([large.first, large.last, small.first, small.last]).toEqual([1, 1, 4, 4]);
    expect([one.column, twin.column].sort()).toEqual([0, 2]);
    expect(one).toMatchObject({ notToldApart: [twin.column], first: 2, last: 3 });
    expect(twin).toMatchObject({ notToldApart: [one.column], first: 2, last: 3 });
  });

  it('tells apart two columns whose intervals overlap where every row has more of one', () => {
    const shared = noise(2).map(Math.abs);
    const [first, second] = importanceOf([shared, shared.map((value) => 0.95 * value)]);
    expect(second.upper).toBeGreaterThan(first.lower);
    expect(first.notToldApart).toEqual([]);
  });

  it('adds up to one, holds its value within the interval and does not hang on the order of columns', () => {
    const cells = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 5 }), (columns) => {
        const found = importanceOf(columns);
        const sum = found.reduce((all, { share }) => all + share, 0);
        expect(sum === 0 ? 1 : sum).toBeCloseTo(1, 9);
        for (const { importance, lower, upper, first, last } of found) {
          expect(lower <= importance && importance <= upper && first <= last).toBe(true);
        }
        const turned = importanceOf(columns.toReversed());
        const byColumn = new Map(turned.map((one) => [columns.length - 1 - one.column, one]));
        for (const { column, lower, upper, first, last } of found)
          expect(byColumn.get(column)).toMatchObject({ lower, upper, first, last });
      }),
      { numRuns: 30 },
    );
  });
});
