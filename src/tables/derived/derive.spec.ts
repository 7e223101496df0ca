import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidSpecificationError } from '../../core/errors.js';
import type { CellValue } from '../columns/column-kind.js';
import { categoricalSpec, dateSpec, numericSpec } from '../columns/columns.fixture.js';
import { columnKind } from '../columns/index.js';
import { Table } from '../table.js';
import { derivationOf, type Derivation, type SeriesOf } from './derive.js';
import { derivedCategories, derivedSpecs } from './derived.fixture.js';
import { randomColumns, randomExpression, randomTable, randomText } from './random-expressions.fixture.js';
import { readDerived } from './read-derived.js';

/** Every row is of one series, in the order of the table. */
const oneSeries: SeriesOf = () => (row, rows) => (row < rows ? -1 : row - rows);

const columns = [
  numericSpec({ name: 'amount' }),
  numericSpec({ name: 'months' }),
  categoricalSpec({ name: 'purpose' }),
  dateSpec({ name: 'opened', zone: 'America/Chicago' }),
];

const loans = Table.fromColumns([
  { name: 'amount', type: 'number', values: [1200, 0, null, -50, 700] },
  { name: 'months', type: 'number', values: [12, 0, 6, 10, null] },
  { name: 'purpose', type: 'text', values: ['A40', 'A41', null, 'A40', 'A42'] },
  {
    name: 'opened',
    type: 'number',
    values: ['2024-01-01T05:30:00Z', '2024-07-01T05:30:00Z', '', '2023-12-31T23:00:00Z', '2024-02-29'].map(
      (text) => (text === '' ? null : Date.parse(text)),
    ),
  },
]);

const ways: ['learn' | 'score'][] = [['learn'], ['score']];

function derived(way: 'learn' | 'score', expressions: Record<string, string>): Table {
  const derivation = derivationOf(derivedSpecs(expressions), { columns, series: true, seriesOf: oneSeries });
  return derivation[way](loans);
}

const valuesOf = (way: 'learn' | 'score', expression: string) => derived(way, { x: expression }).column('x');

describe.each(ways)('a derived column, on the way to %s', (way) => {
  it.each<[string, CellValue[]]>([
    ['amount / months', [100, null, null, -5, null]],
    ['min(amount / months, 7)', [7, null, null, -5, null]],
    ['1 - amount', [-1199, 1, null, 51, -699]],
    ['log(amount)', [Math.log(1200), null, null, null, Math.log(700)]],
    ['sqrt(amount)', [Math.sqrt(1200), 0, null, null, Math.sqrt(700)]],
    ['exp(amount * amount)', [null, 1, null, null, null]],
    ['clip(amount, 0, 1000)', [1000, 0, null, 0, 700]],
    ['abs(-amount)', [1200, 0, null, 50, 700]],
    ['where(purpose == "A40", amount, 7)', [1200, 7, null, -50, 7]],
    ['where(purpose == "A40" or is_missing(purpose), 1, 0)', [1, 0, 1, 1, 0]],
    ['where(amount > 100 and months > 100, 1, 0)', [0, 0, 0, 0, null]],
    ['where(amount > 100 or months > 5, 1, 0)', [1, 0, 1, 1, 1]],
    ['where(not (months == 0), amount, -1)', [1200, -1, null, -50, null]],
    ['hour(opened)', [23, 0, null, 17, 18]],
    ['weekday(opened)', [7, 1, null, 7, 3]],
    ['month(opened)', [12, 7, null, 12, 2]],
    ['year(opened)', [2023, 2024, null, 2023, 2024]],
    ['day(opened)', [31, 1, null, 31, 28]],
    ['lag(amount, 2)', [null, null, 1200, 0, null]],
    ['amount - lag(amount, 1)', [null, -1200, null, null, 750]],
  ])('%s is %j', (expression, expected) => {
    expect(valuesOf(way, expression)).toEqual(expected);
  });

  it.each<[string, CellValue[]]>([
    ['purpose', ['A40', 'A41', null, 'A40', 'A42']],
    ['text(months)', ['12', '0', '6', '10', null]],
    ['text(months / -12)', ['-1', '0', '-0.5', '-0.8333333333333334', null]],
    ['join(purpose, text(month(opened)))', ['A40 | 12', 'A41 | 7', null, 'A40 | 12', 'A42 | 2']],
    ['join("of", purpose)', ['of | A40', 'of | A41', null, 'of | A40', 'of | A42']],
  ])('the category %s is %j', (expression, expected) => {
    const { [way]: derive } = derivationOf(derivedCategories({ x: expression }), { columns, series: false });
    expect(derive(loans).column('x')).toEqual(expected);
  });

  it('may rest on a category above it', () => {
    const specs = [
      ...derivedCategories({ both: 'join(purpose, text(months))' }),
      ...derivedSpecs({ is: 'where(both == "A40 | 12", 1, 0)' }),
    ];
    expect(derivationOf(specs, { columns, series: false })[way](loans).column('is')).toEqual([
      1,
      0,
      null,
      0,
      null,
    ]);
  });

  it('may rest on one above it, and is added behind the others in the declared order', () => {
    const table = derived(way, { rate: 'amount / months', late: 'lag(rate * 2, 3)' });
    expect(table.names).toEqual(['amount', 'months', 'purpose', 'opened', 'rate', 'late']);
    expect(table.column('late')).toEqual([null, null, null, 200, null]);
  });

  it('is there in a table without rows, and the table is the same where there is none', () => {
    const { [way]: derive } = derivationOf(derivedSpecs({ x: 'amount + 1' }), { columns, series: false });
    expect(derive(loans.take([])).column('x')).toEqual([]);
    const { [way]: nothing } = derivationOf([], { columns, series: false });
    expect(nothing(loans)).toBe(loans);
  });
});

describe('the derived columns of a scenario', () => {
  const reach = (expressions: Record<string, string>) =>
    derivationOf(derivedSpecs(expressions), { columns, series: true }).reach;

  it('look back as far as their lags in sum', () => {
    expect(reach({ x: 'amount * 2' })).toBe(0);
    expect(reach({ x: 'lag(amount, 3) + lag(months, 1)' })).toBe(3);
    expect(reach({ x: 'lag(amount + lag(months, 2), 3)', y: 'lag(x, 4) - months' })).toBe(9);
  });

  it('compare learnt categories in the one spelling that they have', () => {
    const learnt = [categoricalSpec({ name: 'region', categories: undefined })];
    const table = Table.fromColumns([{ name: 'region', type: 'text', values: ['3', '4', null] }]);
    const derivation = derivationOf(derivedSpecs({ third: 'where(region == "3.0", 1, 0)' }), {
      columns: learnt,
      series: false,
    });
    for (const way of ['learn', 'score'] as const)
      expect(derivation[way](table).column('third')).toEqual([1, 0, null]);
  });

  it('tell the hour and weekday of a time without an offset as it is written, on the clock of its zone', () => {
    const column = dateSpec({ name: 'opened', zone: 'America/Chicago' });
    const read = columnKind(column).reader(column);
    const values = ['2024-12-31T18:30', '2025-01-01T00:30Z'].map((text) => read(text) as number);
    const table = Table.fromColumns([{ name: 'opened', type: 'number', values }]);
    const derivation = derivationOf(derivedSpecs({ at: 'hour(opened)', day: 'weekday(opened)' }), {
      columns: [column],
      series: false,
    });
    const scored = derivation.score(table);
    expect([scored.column('at'), scored.column('day')]).toEqual([
      [18, 18],
      [2, 2],
    ]);
  });

  it('that are wrong are refused', () => {
    const refused = () => derivationOf(derivedSpecs({ x: 'amout' }), { columns, series: false });
    expect(refused).toThrow(InvalidSpecificationError);
  });

  it('are the same while learning and while scoring, bit for bit', () => {
    fc.assert(
      fc.property(
        randomTable,
        randomExpression,
        randomExpression,
        randomText,
        (table, first, second, text) => {
          const specs = [
            ...derivedSpecs({ first, second: `${second} - first` }),
            ...derivedCategories({ third: text }),
          ];
          const context = { columns: randomColumns, series: true, seriesOf: oneSeries };
          fc.pre(readDerived(specs, context).problems.length === 0);
          const derivation: Derivation = derivationOf(specs, context);
          const [learnt, scored] = [derivation.learn(table), derivation.score(table)];
          for (const name of ['first', 'second', 'third']) {
            const same = learnt.column(name).map((value, row) => Object.is(value, scored.column(name)[row]));
            expect(same).not.toContain(false);
            expect(scored.column(name)).toHaveLength(table.rows);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
