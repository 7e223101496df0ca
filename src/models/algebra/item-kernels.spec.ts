import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { itemCosines } from './item-cosines.js';
import { invertsRows, itemRegression } from './item-regression.js';

const pause = () => Promise.resolve();
const someSets = fc.record({
  items: fc.constant(12),
  rows: fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 11 })), { minLength: 1, maxLength: 10 }),
});

describe('the regression of items on items', () => {
  it('is the same by the matrix of the rows and by that of the items', async () => {
    await fc.assert(
      fc.asyncProperty(someSets, fc.double({ min: 0, max: 0.5, noNaN: true }), async (sets, dropout) => {
        const options = { strength: 3, dropout };
        const byItems = await itemRegression(sets, options, pause, 'items');
        const byRows = await itemRegression(sets, options, pause, 'rows');
        byItems.forEach((weight, i) => expect(byRows[i]).toBeCloseTo(weight, 6));
      }),
      { numRuns: 50 },
    );
  });

  it('inverts the matrix of the rows only where there are many items and fewer rows', () => {
    expect(invertsRows(1682, 943)).toBe(false);
    expect(invertsRows(12_929, 1776)).toBe(true);
    expect(invertsRows(12_929, 50_000)).toBe(false);
  });
});

it('cosines of items are those of their definition', async () => {
  await fc.assert(
    fc.asyncProperty(someSets, async (sets) => {
      const kernel = await itemCosines(sets, 20, pause);
      const having = (item: number) => sets.rows.filter((row) => row.includes(item));
      for (let i = 0; i < 12; i++) {
        for (let j = 0; j < 12; j++) {
          const common = having(i).filter((row) => row.includes(j)).length;
          const cosine = common / (Math.sqrt(having(i).length * having(j).length) + 20);
          expect(kernel[i * 12 + j]).toBe(i === j ? 0 : Math.fround(cosine));
        }
      }
    }),
    { numRuns: 30 },
  );
});
