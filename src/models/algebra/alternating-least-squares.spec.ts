import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../core/random.js';
import { alternatingLeastSquares, foldIn } from './alternating-least-squares.js';

const options = { factors: 3, confidence: 10, strength: 1, passes: 6 };
const pause = () => Promise.resolve();

/** Two groups of customers who like two groups of products. */
const sets = {
  items: 8,
  rows: [
    [0, 1, 2],
    [1, 2, 3],
    [0, 2, 3],
    [4, 5, 6],
    [5, 6, 7],
    [4, 6, 7],
  ],
};

describe('factors from likings', () => {
  it('score what the like-minded have above what nobody like them has', async () => {
    const { customers, items } = await alternatingLeastSquares(sets, options, {
      random: createRandom(1),
      pause,
    });
    const score = (customer: number, item: number) =>
      [0, 1, 2].reduce((sum, i) => sum + customers[customer * 3 + i] * items[item * 3 + i], 0);
    expect(score(0, 3)).toBeGreaterThan(score(0, 4) + 0.3);
    expect(score(3, 7)).toBeGreaterThan(score(3, 0) + 0.3);
  });

  it('of a customer folded in are those that were learnt', async () => {
    const { customers, items } = await alternatingLeastSquares(sets, options, {
      random: createRandom(2),
      pause,
    });
    const folded = foldIn(items, options)(sets.rows[4]);
    folded.forEach((value, i) => expect(value).toBeCloseTo(customers[4 * 3 + i], 12));
    expect([...foldIn(items, options)([])]).toEqual([0, 0, 0]);
  });

  it('solve the weighted normal equations', () => {
    // One factor of 2 per product: (2·4 + 10·4 + 1) x = 11·2.
    const folded = foldIn([2, 2], { factors: 1, confidence: 10, strength: 1 })([0]);
    expect(folded[0]).toBeCloseTo(22 / 49, 12);
  });
});
