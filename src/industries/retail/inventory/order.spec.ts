import { describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../../core/errors.js';
import { planOrder } from './order.js';

/** Four futures of three weeks, for each series of the history. */
const paths = [
  [10, 10, 10],
  [10, 20, 30],
  [20, 10, 0],
  [-5, 20, 10],
];

const served = {
  pathsOfHistory: (rows: readonly unknown[]) => [...new Set(rows)].map(() => paths),
};

const stock = { history: ['a'], onHand: 10, leadWeeks: 1 };
const costs = { holding: 1, stockOut: 3 };

describe('an order', () => {
  it('covers the weeks until the next one at the critical ratio of the costs', () => {
    // Two weeks: 20, 30, 30, and 20 where a negative week counts as nothing. 3 / (1 + 3) of them are up to 30.
    const answer = planOrder({ ...stock, onOrder: [5], costs }, served);
    expect(answer).toMatchObject({
      protectionWeeks: 2,
      serviceLevel: 0.75,
      position: 15,
      reorderAt: 30,
      orderUpTo: 30,
      order: 15,
      demand: { mean: 25 },
    });
    expect(answer.demand.quantiles[2]).toEqual({ level: 0.5, value: 20 });
    expect(answer.method).toMatch(/^newsvendor/);
  });

  it('tells what is to be expected with it and without it', () => {
    // Week 1: 15 there; 5, 5, 0 and 15 are left, 5 lost in the third path. Week 2, with 15 more: 10, 0, 5, 10 left.
    const { expected } = planOrder({ ...stock, onOrder: [5], costs }, served);
    expect(expected.withOrder).toEqual({
      lost: 1.25,
      inStock: 0.75,
      left: 6.25,
      cost: 6.25 + 6.25 + 3 * 1.25,
    });
    // Week 2, with nothing more: 5 of 10, 15 of 20, 10 of 10 and 5 of 20 are lost.
    expect(expected.withoutOrder).toEqual({
      lost: (5 + 15 + 15 + 5) / 4,
      inStock: 0,
      left: 0,
      cost: 6.25 + 3 * 10,
    });
  });

  it('of a fixed cost goes up by an economic quantity, and not every week', () => {
    const ordering = { ...costs, ordering: 50 };
    // 12.5 a week: the square root of 2 x 50 x 12.5 is 35.36.
    expect(planOrder({ ...stock, costs: ordering }, served)).toMatchObject({
      reorderAt: 30,
      order: 55.3553391,
    });
    expect(planOrder({ ...stock, onHand: 31, costs: ordering }, served)).toMatchObject({ order: 0 });
  });

  it('can be asked by a service level, for a price and for whole pieces', () => {
    const answer = planOrder({ ...stock, serviceLevel: 0.5, unitValue: 3, onHand: 1.5, whole: true }, served);
    expect(answer).toMatchObject({ orderUpTo: 6.66666667, order: 6, serviceLevel: 0.5 });
    expect(answer.expected.withOrder).not.toHaveProperty('cost');
  });

  it.each([
    ['neither costs nor a level', { ...stock }, ''],
    ['both', { ...stock, costs, serviceLevel: 0.9 }, ''],
    ['several series', { ...stock, history: ['a', 'b'], costs }, '/history'],
    ['a delivery beyond the forecast', { ...stock, leadWeeks: 3, costs }, '/leadWeeks'],
    ['less than nothing on the shelf', { ...stock, onHand: -1, costs }, '/onHand'],
    ['a stock that costs nothing', { ...stock, costs: { ...costs, holding: 0 } }, '/costs/holding'],
  ])('is refused with %s', (_, body, pointer) => {
    expect.assertions(2);
    try {
      planOrder(body, served);
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidInputError);
      expect((error as InvalidInputError).details[0].pointer).toBe(pointer);
    }
  });
});
