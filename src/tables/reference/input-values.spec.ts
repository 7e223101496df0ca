import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { numericSpec } from '../columns/columns.fixture.js';
import { profileTable } from '../profile/profile-table.js';
import { Table } from '../table.js';
import { inputBins } from './reference.js';

const column = numericSpec({ name: 'n' });

function binsOf(values: readonly number[]) {
  const table = Table.fromColumns([{ name: 'n', type: 'number', values }]);
  const [bins] = inputBins([column], profileTable(table, [column]).columns);
  return bins.type === 'number' ? bins : undefined;
}

it('knows the values of a column with few of them, each with its rows', () => {
  const decimals = fc.integer({ min: -1000, max: 1000 }).map((n) => n / 10);
  fc.assert(
    fc.property(fc.uniqueArray(decimals, { minLength: 1, maxLength: 20 }), (values) => {
      const rows = values.flatMap((value, i) => new Array<number>(1 + (i % 3)).fill(value));
      const bins = binsOf(rows);
      const sorted = values.toSorted((a, b) => a - b);
      expect(bins?.values).toEqual(sorted.map((value) => expect.closeTo(value, 9)));
      expect(bins?.counts).toEqual(sorted.map((value) => rows.filter((one) => one === value).length));
    }),
    { numRuns: 50 },
  );
});

it('has bins alone of a column with many', () => {
  expect(binsOf(Array.from({ length: 100 }, (_, i) => i ** 1.5))?.values).toBeUndefined();
});
