import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRandom } from '../core/random.js';
import { attribution, walkOrders, walksOf, type Attribution } from './walks.js';

type Row = readonly number[];
type Model = (row: Row) => number;

function explain(model: Model, row: Row, references: readonly Row[], seed = 1): Attribution {
  const orders = walkOrders(row.length, references.length, seed);
  const walks = walksOf(orders, (reference, player) => references[reference][player] !== row[player]);
  const values = walks.flatMap(({ reference, order }) => {
    const at = [...references[reference]];
    return [model(at), ...Array.from(order, (player) => ((at[player] = row[player]), model(at)))];
  });
  return attribution(walks, { values, width: 1 }, row.length);
}

/** Shapley values by their definition, over every set of players. */
function exactly(model: Model, row: Row, references: readonly Row[]): number[] {
  const players = row.length;
  const valueOf = (set: number) =>
    references.reduce(
      (sum, reference) => sum + model(row.map((value, i) => (set & (1 << i) ? value : reference[i]))),
      0,
    ) / references.length;
  const values = Array.from({ length: 1 << players }, (_, set) => valueOf(set));
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  return row.map((_, player) =>
    values.reduce((sum, value, set) => {
      if (set & (1 << player)) return sum;
      const size = set.toString(2).replaceAll('0', '').length;
      const weight = (factorial(size) * factorial(players - size - 1)) / factorial(players);
      return sum + weight * (values[set | (1 << player)] - value);
    }, 0),
  );
}

const random = createRandom(7);
const references = Array.from({ length: 40 }, () => Array.from({ length: 6 }, () => random.normal()));
const row = [1.5, -1, 0.7, 2, 0, -0.4];

describe('walks from references', () => {
  it('recover an additive mechanism exactly: weight times the distance to the mean of the references', () => {
    const weights = [2, -1, 0.5, 0, 3, -2];
    const model: Model = (x) => x.reduce((sum, value, i) => sum + weights[i] * value, 4);
    const { contributions } = explain(model, row, references);
    weights.forEach((weight, i) => {
      const mean = references.reduce((sum, one) => sum + one[i], 0) / references.length;
      expect(contributions[i]).toBeCloseTo(weight * (row[i] - mean), 10);
    });
  });

  it('are exact where two columns act on each other and every reference is gone from both ways', () => {
    const model: Model = ([a, b, c, d, e]) => a * b - 2 * c * d + 0.5 * e + a;
    const twice = references.flatMap((one) => [one, one]);
    const exact = exactly(model, row, references);
    expect(exact[5]).toBe(0);
    explain(model, row, twice).contributions.forEach((value, i) => expect(value).toBeCloseTo(exact[i], 10));
  });

  it('come near the exact values of a curved mechanism of all columns: within a quarter of the largest, of 40 references', () => {
    const model: Model = (x) =>
      1 / (1 + Math.exp(-(x[0] - x[1] + x[2] * x[3] + Math.abs(x[4]) + x[5] * x[0])));
    const exact = exactly(model, row, references);
    const { contributions } = explain(model, row, references);
    const largest = Math.max(...exact.map(Math.abs));
    contributions.forEach((value, i) => expect(Math.abs(value - exact[i])).toBeLessThan(0.25 * largest));
  });

  it('add up to the answer, whatever the mechanism', () => {
    const cells = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(
        cells,
        fc.array(cells, { minLength: 1, maxLength: 8 }),
        fc.integer(),
        (own, others, seed) => {
          const model: Model = ([a, b, c, d]) => Math.sin(a * b) + (c > d ? a : b * d);
          const { base, contributions } = explain(model, own, others, seed);
          const sum = contributions.reduce((all, one) => all + one, base[0]);
          expect(Math.abs(sum - model(own))).toBeLessThan(1e-9);
        },
      ),
    );
  });

  it('are the same for the same seed', () => {
    expect(walkOrders(5, 3, 9)).toEqual(walkOrders(5, 3, 9));
    expect(walkOrders(5, 3, 9)).not.toEqual(walkOrders(5, 3, 10));
  });
});
