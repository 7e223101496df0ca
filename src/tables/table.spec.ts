import { describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../core/errors.js';
import type { CellValue } from './columns/column-kind.js';
import { Table, type DataFrame } from './table.js';

const people = () =>
  Table.fromColumns([
    { name: 'age', type: 'number', values: [20, null, 40, 30] },
    { name: 'city', type: 'text', values: ['Aachen', 'Bern', null, 'Aachen'] },
    { name: 'income', type: 'number', values: [10, 20, 30, null] },
  ]);

const empty = () =>
  Table.fromColumns([
    { name: 'age', type: 'number', values: [] },
    { name: 'city', type: 'text', values: [] },
  ]);

const one = () => people().take([0]);

const contents = (table: Table) =>
  Object.fromEntries(table.names.map((name) => [name, [...table.column(name)]]));

describe('making a table', () => {
  it('keeps names, order, types and values', () => {
    const table = people();
    expect([table.rows, table.names, table.type('city'), table.has('age'), table.has('sex')]).toEqual([
      4,
      ['age', 'city', 'income'],
      'text',
      true,
      false,
    ]);
    expect(table.column('age')).toEqual([20, null, 40, 30]);
  });

  it('takes NaN, infinity, undefined and holes for missing', () => {
    const sparse = new Array<CellValue>(4);
    sparse[1] = NaN;
    sparse[2] = Infinity;
    const table = Table.fromColumns([{ name: 'x', type: 'number', values: sparse }]);
    expect(table.column('x')).toEqual([null, null, null, null]);
  });

  it('refuses other lengths, other types, equal names and unknown columns', () => {
    const x = { name: 'x', type: 'number' as const, values: [1] };
    expect(() => Table.fromColumns([x, { ...x, name: 'y', values: [] }])).toThrow(InvalidInputError);
    expect(() => Table.fromColumns([x, x])).toThrow(InvalidInputError);
    expect(() => Table.fromColumns([{ ...x, values: ['1'] }])).toThrow('"x"');
    expect(() => Table.fromColumns([{ ...x, type: 'text' }])).toThrow(InvalidInputError);
    expect(() => people().column('sex')).toThrow('"sex"');
  });

  it('works with no column at all', () => {
    const table = Table.fromColumns([]);
    expect([table.rows, table.names]).toEqual([0, []]);
  });
});

describe('derived columns', () => {
  it('computes with danfo series; a missing number stays missing', () => {
    const table = people().derive('ratio', 'number', (frame) =>
      frame.column('income').div(frame.column('age')),
    );
    expect(table.column('ratio')).toEqual([0.5, null, 0.75, null]);
  });

  it("offers columns as properties too, unless the name is danfo's own", () => {
    const table = Table.fromColumns([
      { name: 'shape', type: 'number', values: [1, 2] },
      { name: 'columns', type: 'number', values: [3, 4] },
      { name: 'index', type: 'number', values: [5, 6] },
      { name: 'b', type: 'number', values: [7, 8] },
    ]).derive('sum', 'number', (frame) => {
      const b = frame['b'] as ReturnType<DataFrame['column']>;
      return frame.column('shape').add(frame.column('columns')).add(frame.column('index')).add(b);
    });
    expect(table.column('sum')).toEqual([16, 20]);
    expect(table.groupBy(['shape']).aggregate({ columns: 'mean' }).names).toEqual(['shape', 'columns_mean']);
  });

  it('takes arrays, booleans and texts, and replaces a column', () => {
    const table = people()
      .derive('adult', 'number', (frame) => frame.column('age').ge(30))
      .derive('city', 'text', (frame) =>
        (frame.column('city').values as (string | null)[]).map((city) => city && `${city}!`),
      );
    expect(table.column('adult')).toEqual([0, 0, 1, 1]);
    expect(table.column('city')).toEqual(['Aachen!', 'Bern!', null, 'Aachen!']);
    expect(table.names).toEqual(['age', 'city', 'income', 'adult']);
  });

  it('takes a division by zero for missing', () => {
    const table = one().derive('x', 'number', (frame) => frame.column('age').div(0));
    expect(table.column('x')).toEqual([null]);
  });

  it('refuses a result of another length or type', () => {
    expect(() => people().derive('x', 'number', () => [1])).toThrow(InvalidInputError);
    expect(() => people().derive('x', 'number', (frame) => frame.column('city'))).toThrow(InvalidInputError);
  });

  it('never changes the table, whatever is done to the frame', () => {
    const table = people();
    const before = contents(table);
    const derived = table.derive('x', 'number', (frame) => {
      frame.fillNa([0, 'nowhere'], { columns: ['age', 'city'] });
      frame.addColumn('more', [1, 2, 3, 4], { inplace: true });
      frame.column('income').add(1, { inplace: true });
      frame.addColumn('income', [0, 0, 0, 0], { inplace: true });
      return frame.column('income');
    });
    expect(derived.column('x')).toEqual([0, 0, 0, 0]);
    expect(contents(table)).toEqual(before);
    expect(contents(derived.select(['age', 'city', 'income']))).toEqual(before);
  });
});

describe('grouping', () => {
  it('aggregates the present values of every group, in order of appearance', () => {
    const table = people().groupBy(['city']).aggregate({ age: 'mean', income: 'sum' });
    expect(contents(table)).toEqual({
      city: ['Aachen', 'Bern', null],
      age_mean: [25, null, 40],
      income_sum: [10, 20, 30],
    });
    const figures = people().groupBy(['city']);
    expect(contents(figures.aggregate({ age: 'min', city: 'count' }))).toMatchObject({
      age_min: [20, null, 40],
      city_count: [2, 1, 0],
    });
    expect(figures.aggregate({ age: 'max' }).column('age_max')).toEqual([30, null, 40]);
    expect(figures.aggregate({ income: 'count' }).column('income_count')).toEqual([1, 1, 1]);
  });

  it('keeps keys apart that danfo would join, and odd keys whole', () => {
    const table = Table.fromColumns([
      { name: 'a', type: 'text', values: ['x-y', 'x', '__proto__', '', null, '7'] },
      { name: 'b', type: 'text', values: ['z', 'y-z', 'q', '', null, null] },
      { name: 'v', type: 'number', values: [1, 2, 3, 4, 5, 6] },
    ]);
    const grouped = table.groupBy(['a', 'b']).aggregate({ v: 'sum' });
    expect(grouped.column('v_sum')).toEqual([1, 2, 3, 4, 5, 6]);
    expect(grouped.column('a')).toEqual(['x-y', 'x', '__proto__', '', null, '7']);
  });

  it('works on tables of no and one row, and refuses the mean of texts', () => {
    expect(empty().groupBy(['city']).aggregate({ age: 'mean' }).rows).toBe(0);
    expect(contents(one().groupBy(['city']).aggregate({ age: 'mean' }))).toEqual({
      city: ['Aachen'],
      age_mean: [20],
    });
    expect(() => people().groupBy(['age']).aggregate({ city: 'mean' })).toThrow(InvalidInputError);
  });
});

describe('taking rows', () => {
  it('takes rows in any order, also twice', () => {
    expect(contents(people().take(Int32Array.of(3, 0, 3)))).toEqual({
      age: [30, 20, 30],
      city: ['Aachen', 'Aachen', 'Aachen'],
      income: [null, 10, null],
    });
    expect(people().take([]).rows).toBe(0);
  });

  it('refuses rows that do not exist', () => {
    expect(() => people().take([4])).toThrow(InvalidInputError);
    expect(() => people().take([-1])).toThrow(InvalidInputError);
  });
});

describe('joining', () => {
  const cities = () =>
    Table.fromColumns([
      { name: 'city', type: 'text', values: ['Bern', 'Aachen', null, 'Aachen'] },
      { name: 'country', type: 'text', values: ['CH', 'D', 'nowhere', null] },
      { name: 'people', type: 'number', values: [134, null, 0, 249] },
    ]);

  it('takes the columns of the last row with the same keys, and keeps the order of its own rows', () => {
    const joined = people().join(cities(), ['city']);
    expect(joined.names).toEqual(['age', 'city', 'income', 'country', 'people']);
    expect(contents(joined)).toMatchObject({
      age: [20, null, 40, 30],
      country: [null, 'CH', null, null],
      people: [249, 134, null, 249],
    });
  });

  it('keeps keys apart that danfo would join, reorder or lose', () => {
    const keys = (a: CellValue[], b: CellValue[]) => [
      { name: 'a', type: 'text' as const, values: a },
      { name: 'b', type: 'text' as const, values: b },
    ];
    const left = Table.fromColumns(
      keys(['x_y', 'x', '__proto__', '10', '2', ''], ['z', 'y_z', 'q', '', '', '']),
    );
    const right = Table.fromColumns([
      ...keys(['', '2', '10', '__proto__', 'x'], ['', '', '', 'q', 'y_z']),
      { name: 'n', type: 'number', values: [6, 5, 4, 3, 2] },
    ]);
    expect(left.join(right, ['a', 'b']).column('n')).toEqual([null, 2, 3, 4, 5, 6]);
  });

  it('joins on numbers, and works without rows on either side', () => {
    const ages = Table.fromColumns([
      { name: 'age', type: 'number', values: [30, 20, null] },
      { name: 'name', type: 'text', values: ['thirty', 'twenty', 'unknown'] },
    ]);
    expect(people().join(ages, ['age']).column('name')).toEqual(['twenty', null, null, 'thirty']);
    expect(people().join(ages.take([]), ['age']).column('name')).toEqual([null, null, null, null]);
    expect(people().take([]).join(ages, ['age']).column('name')).toEqual([]);
    expect(people().join(ages.select(['age']), ['age']).names).toEqual(people().names);
  });

  it('refuses columns of both tables, keys of two types and keys that are not there', () => {
    expect(() => people().join(people(), ['city'])).toThrow('"age"');
    const numbered = Table.fromColumns([{ name: 'city', type: 'number', values: [1] }]);
    expect(() => people().join(numbered, ['city'])).toThrow(InvalidInputError);
    expect(() => people().join(cities(), ['age'])).toThrow(InvalidInputError);
  });
});

describe('tables below one another', () => {
  it('keep their rows and values, and do not change the tables', () => {
    const first = people();
    const before = contents(first);
    const all = Table.concat([first, empty().derive('income', 'number', () => []), people().take([1])]);
    expect(contents(all)).toEqual({
      age: [20, null, 40, 30, null],
      city: ['Aachen', 'Bern', null, 'Aachen', 'Bern'],
      income: [10, 20, 30, null, 20],
    });
    expect(contents(first)).toEqual(before);
    expect(contents(first.append(people().take([1])))).toEqual(contents(all));
  });

  it('may have one column, names that are numbers and more rows than fit on the stack', () => {
    const numbers = Array.from({ length: 150_000 }, (_, row) => row);
    const table = Table.fromColumns([
      { name: '2', type: 'number', values: numbers },
      { name: '1', type: 'text', values: numbers.map((row) => (row === 7 ? null : `${row}a`)) },
    ]);
    const all = Table.concat([table, table]);
    expect([all.rows, all.names]).toEqual([300_000, ['2', '1']]);
    expect([all.column('2')[149_999], all.column('1')[150_007], all.column('1')[299_999]]).toEqual([
      149_999,
      null,
      '149999a',
    ]);
    expect(Table.concat([table.select(['2']), table.select(['2'])]).rows).toBe(300_000);
  });

  it('are refused when a column is not there or has another type, and when there are none', () => {
    const other = Table.fromColumns([{ name: 'age', type: 'text', values: ['old'] }]);
    expect(() => Table.concat([other, people()])).toThrow(InvalidInputError);
    expect(() => Table.concat([people(), other])).toThrow(InvalidInputError);
    expect(() => people().append(other)).toThrow(InvalidInputError);
    expect(() => Table.concat([])).toThrow(InvalidInputError);
    expect(Table.concat([empty(), empty()]).rows).toBe(0);
  });
});

describe('tables without rows', () => {
  it('can be derived and taken from', () => {
    const table = empty().derive('x', 'number', (frame) => frame.column('age').div(2));
    expect([table.rows, table.column('x'), table.take([]).rows]).toEqual([0, [], 0]);
  });
});
