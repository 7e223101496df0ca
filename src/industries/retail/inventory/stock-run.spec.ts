import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runPolicy, runStock } from './stock-run.js';

describe('a stock', () => {
  it('sells what is there and loses the rest', () => {
    // 5 there; 3 wanted: 2 left. 4 arrive: 6, 9 wanted: 3 lost. Nothing arrives, 1 wanted and lost.
    expect(runStock({ onHand: 5, arrivals: [0, 4], demand: [3, 9, 1] })).toEqual({
      sold: 9,
      lost: 4,
      held: 2,
      left: 0,
      shortPeriods: 2,
    });
  });

  it('keeps nothing that is short for later', () => {
    expect(runStock({ onHand: 0, arrivals: [0, 10], demand: [5, 5] })).toMatchObject({
      sold: 5,
      lost: 5,
      left: 5,
    });
  });
});

describe('a policy', () => {
  /** Up to 10, each week. */
  const order = (position: number) => Math.max(0, 10 - position);

  it('has what it orders in the next period where delivery takes none between', () => {
    // 10, 4 sold, 6 left, 4 ordered; 10, 10 sold, 10 ordered; 10, 2 sold, 2 ordered (never sold).
    expect(runPolicy({ onHand: 10, lead: 0, demand: [4, 10, 2], order })).toEqual({
      sold: 16,
      lost: 0,
      held: 14,
      left: 8,
      shortPeriods: 0,
      orders: 3,
      ordered: 16,
    });
  });

  it('waits for it otherwise, and counts what is on its way', () => {
    // 10, 8 sold, 2 left, 8 ordered; 2, 2 sold and 4 lost, 0 left + 8 on order: 2 ordered; 8 come, 8 sold and 1 lost: position 2, 8 ordered.
    const positions: number[] = [];
    const outcome = runPolicy({
      onHand: 10,
      lead: 1,
      demand: [8, 6, 9],
      order(position) {
        positions.push(position);
        return order(position);
      },
    });
    expect(positions).toEqual([2, 8, 2]);
    expect(outcome).toMatchObject({ sold: 18, lost: 5, held: 2, left: 0, orders: 3, ordered: 18 });
  });

  it('neither makes nor loses goods', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(
        amounts,
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 0, max: 40 }),
        (demand, lead, onHand) => {
          let last = 0;
          const outcome = runPolicy({
            onHand,
            lead,
            demand,
            order(position) {
              last = order(position);
              return last;
            },
          });
          expect(outcome.sold + outcome.lost).toBe(demand.reduce((sum, one) => sum + one, 0));
          // The last position is what is left and on its way, before what is ordered last.
          expect(onHand + outcome.ordered - outcome.sold - outcome.left).toBeGreaterThanOrEqual(0);
          expect(outcome.left).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});
