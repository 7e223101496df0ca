import { describe, expect, it } from '@jest/globals';
import { categoricalSpec, category, identifierSpec, numericSpec } from '../columns/columns.fixture.js';
import type { ColumnSpec } from '../columns/column-spec.js';
import { createRowReader } from './rows.js';
import { totalRow } from './sheet-rows.js';

const open = { categories: undefined, unknown: 'own-slot', missing: 'most-frequent' } as const;
const columns: ColumnSpec[] = [
  categoricalSpec({ name: 'purpose', ...open }),
  ...['term', 'amount', 'age', 'rate'].map((name) => numericSpec({ name, missing: 'median' })),
];
const needed = columns.map(({ name }) => name);

const problemsOf = (rows: string[][], given = columns, wanted = needed) =>
  createRowReader(given, wanted)
    .read(rows.length, (row, column) => rows[row][column])
    .rejected.map(({ row, problems }) => [row, problems]);

describe('a total below a table', () => {
  it.each(['Total', 'TOTAL:', ' Grand total', 'Summe', '合计', '总计：'])('is no case: %s', (word) => {
    const rows = [
      ['car', '12', '500', '30', '2'],
      [word, '12', '', '', ''],
    ];
    expect(problemsOf(rows)).toEqual([[1, [totalRow]]]);
  });

  it('is told by an identifier, too, and with a sum that cannot be read', () => {
    const given = [identifierSpec({ name: 'id' }), ...columns];
    expect(problemsOf([['Total', '', '12 months', '', '', '']], given)).toEqual([[0, [totalRow]]]);
  });

  it('is none where half of the columns have a value, another cell comes first, or the word is a category', () => {
    expect(problemsOf([['Total', '12', '500', '', '']])).toEqual([]);
    expect(problemsOf([['', '12', '', '', '']])).toEqual([]);
    expect(problemsOf([['Totals of all', '12', '', '', '']])).toEqual([]);
    const declared = [
      categoricalSpec({
        name: 'loss',
        categories: [category('total', 'Total'), category('part', 'Partial')],
      }),
      ...columns.slice(1),
    ];
    expect(problemsOf([['total', '12', '', '', '']], declared, ['loss', ...needed.slice(1)])).toEqual([]);
  });
});
