import { describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../core/errors.js';
import { createRandom } from '../../core/random.js';
import { assign, mostPairs, type AssignmentProblem, type Capacity } from './assignment-plan.js';

const costs = (...rows: number[][]) => rows.map((row) => Float64Array.from(row));
const capacity = (name: string, alternatives: number[], most: number, shortage?: number): Capacity => {
  return { name, alternatives, most, shortage };
};

/** Orders by air or by truck; the truck saves 5, 8 and 14. */
const byAir = [10, 12, 20];
const byTruck = [5, 4, 6];

describe('the assignment of orders', () => {
  it('gives scarce places to the orders that gain most by them, and says what one more is worth', async () => {
    const plan = await assign({
      orders: 3,
      costs: costs(byAir, byTruck),
      capacities: [capacity('air', [0], 3), capacity('truck', [1], 2)],
    });
    expect([...plan.chosen]).toEqual([0, 1, 1]);
    expect(plan).toMatchObject({ cost: 20, keepsCapacities: true, gap: 0 });
    expect(plan.capacities).toEqual([
      { name: 'air', most: 3, used: 1, short: 0, worth: 0 },
      { name: 'truck', most: 2, used: 2, short: 0, worth: expect.closeTo(5, 6) as unknown },
    ]);
  });

  it('names what is short, and by how many, where no plan keeps every capacity', async () => {
    const plan = await assign({
      orders: 3,
      costs: costs(byAir, byTruck),
      capacities: [capacity('air', [0], 1), capacity('truck', [1], 1)],
    });
    expect(plan.keepsCapacities).toBe(false);
    // One order too many: it takes the place beyond the capacity where that is cheapest, 10 + 4 + 6.
    expect([...plan.chosen]).toEqual([0, 1, 1]);
    expect(plan.capacities.map(({ name, short }) => [name, short])).toEqual([
      ['air', 0],
      ['truck', 1],
    ]);
  });

  it('buys places beyond a capacity where that is cheaper, and knows that it need not', async () => {
    const problem = (shortage: number): AssignmentProblem => ({
      orders: 3,
      costs: costs(byAir, byTruck),
      capacities: [capacity('truck', [1], 2, shortage)],
    });
    const bought = await assign(problem(4.9));
    expect([...bought.chosen]).toEqual([1, 1, 1]);
    expect(bought).toMatchObject({ cost: 15, keepsCapacities: true });
    expect([...(await assign(problem(5.1))).chosen]).toEqual([0, 1, 1]);
  });

  it('is whole where the relaxation is not', async () => {
    // Each of three alternatives takes a place of two of three capacities: half of each would do in the relaxation.
    const plan = await assign({
      orders: 3,
      costs: costs([0, 0, 0], [0, 0, 0], [0, 0, 0], [10, 10, 10]),
      capacities: [capacity('A', [0, 2], 1), capacity('B', [0, 1], 1), capacity('C', [1, 2], 1)],
    });
    expect(plan).toMatchObject({ cost: 20, keepsCapacities: true, gap: 0 });
    expect([...plan.chosen].filter((alternative) => alternative === 3)).toHaveLength(2);
  });

  it('leaves an order without any alternative out, and keeps to those that an order may have', async () => {
    const plan = await assign({ orders: 3, costs: costs([1, NaN, NaN], [9, NaN, 3]), capacities: [] });
    expect([...plan.chosen]).toEqual([0, -1, 1]);
    expect(plan.cost).toBe(4);
    const none = await assign({ orders: 0, costs: costs([], []), capacities: [capacity('all', [0, 1], 4)] });
    expect(none).toMatchObject({ cost: 0, capacities: [{ used: 0, short: 0, worth: 0 }] });
  });

  it('costs what the best of all plans costs', async () => {
    const random = createRandom(3);
    for (let trial = 0; trial < 12; trial++) {
      const problem: AssignmentProblem = {
        orders: 4,
        costs: [0, 1, 2, 3].map(() => Float64Array.from({ length: 4 }, () => random.integer(40))),
        // As of two modes and two vendors.
        capacities: [
          [0, 1],
          [2, 3],
          [0, 2],
          [1, 3],
        ].map((own, i) => capacity(String(i), own, 1 + random.integer(3), 15)),
      };
      const plan = await assign(problem);
      const paid = plan.capacities.reduce((sum, { short }) => sum + 15 * short, plan.cost);
      expect(paid).toBeCloseTo(cheapest(problem), 6);
    }
  });

  it('refuses more pairs than a plan may have', async () => {
    const orders = mostPairs / 2 + 1;
    const one = new Float64Array(orders);
    await expect(assign({ orders, costs: [one, one], capacities: [] })).rejects.toThrow(InvalidInputError);
  });
});

/** By trying all plans; places beyond a capacity at their price. */
function cheapest({ orders, costs: own, capacities }: AssignmentProblem): number {
  let best = Infinity;
  for (let code = 0; code < own.length ** orders; code++) {
    const chosen = Array.from(
      { length: orders },
      (_, order) => Math.floor(code / own.length ** order) % own.length,
    );
    const places = capacities.map(({ alternatives, most, shortage = NaN }) => {
      const used = chosen.filter((alternative) => alternatives.includes(alternative)).length;
      return shortage * Math.max(0, used - most);
    });
    const cost = chosen.reduce((sum, alternative, order) => sum + own[alternative][order], 0);
    best = Math.min(
      best,
      places.reduce((sum, price) => sum + price, cost),
    );
  }
  return best;
}
