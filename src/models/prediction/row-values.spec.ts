import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { areDense, denseRows, findWrong, gatherRows, lengthOf, sliceRows } from './row-values.js';

const items = 7;
const rows = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: items - 1 })), { minLength: 1, maxLength: 9 });

describe('rows that are sets', () => {
  it('give the numbers that all rows made dense at once give', () => {
    fc.assert(
      fc.property(rows, fc.array(fc.nat()), (sets, picks) => {
        const values = { items, rows: sets };
        const dense = denseRows(sets, items);
        const order = Int32Array.from(picks, (pick) => pick % sets.length);
        expect(lengthOf(values)).toBe(dense.length);
        expect(gatherRows(values, items, order)).toEqual(gatherRows(dense, items, order));
        expect(sliceRows(values, items, 1, sets.length)).toEqual(sliceRows(dense, items, 1, sets.length));
      }),
    );
  });

  it('are searched for what a loss does not accept, and for indexes of no item', () => {
    const accepts = (value: number) => value >= 0;
    expect(findWrong({ items, rows: [[1], [2, 6]] }, accepts)).toBe(-1);
    expect(findWrong({ items, rows: [[1], [2, 7]] }, accepts)).toBe(items);
    expect(findWrong({ items, rows: [[1]] }, (value) => value > 0)).toBe(0);
    expect(findWrong(Float32Array.of(1, -1), accepts)).toBe(1);
  });

  it('are told from dense ones', () => {
    expect(areDense({ history: { data: { items, rows: [] } } })).toBe(false);
    expect(areDense({ history: { data: new Float32Array() } })).toBe(true);
  });
});
