import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  categoricalSpec,
  identifierSpec,
  listSpec,
  numericSpec,
  ordinalSpec,
} from '../columns/columns.fixture.js';
import type { ColumnSpec } from '../columns/column-spec.js';
import { createRowReader, problemsOf, readObjects } from './rows.js';
import { noValue } from './sheet-rows.js';

const columns: ColumnSpec[] = [
  numericSpec({ missing: 'reject' }),
  categoricalSpec(),
  ordinalSpec({ optional: true }),
];

const readAll = (rows: readonly (readonly unknown[])[]) =>
  createRowReader(columns).read(rows.length, (row, column) => rows[row][column]);

describe('createRowReader', () => {
  it('reads columns and rejects rows with all of their problems', () => {
    const { table, accepted, rejected } = readAll([
      ['1', 'new car', 'high'],
      ['1,5', 'A41', 'top'],
      ['', 'boat', ''],
      [2, null, undefined],
      [undefined, 'A40', 'low'],
    ]);
    expect(Array.from(accepted)).toEqual([0, 3]);
    expect(table.column('amount')).toEqual([1, 2]);
    expect(table.column('purpose')).toEqual(['A40', null]);
    expect(table.column('grade')).toEqual(['high', null]);
    expect(rejected).toEqual([
      {
        row: 1,
        problems: [
          {
            column: 'amount',
            expected: 'a number with a decimal point and no thousands separators: write 1.5',
            received: '"1,5"',
          },
          { column: 'grade', expected: 'one of low, mid, high', received: '"top"' },
        ],
      },
      { row: 2, problems: [{ column: 'amount', expected: 'a value', received: '"" (missing)' }] },
      { row: 4, problems: [{ column: 'amount', expected: 'a value', received: 'nothing (missing)' }] },
    ]);
  });

  it('rejects a row without any value for that alone, where some columns need one', () => {
    const needed = columns.map(({ name }) => name);
    const rows = [
      ['', ' ', 'NA'],
      ['1', '', ''],
      [null, undefined, ''],
      ['', '', 'top'],
    ];
    const { accepted, rejected, table } = createRowReader(columns, needed).read(
      rows.length,
      (row, column) => rows[row][column],
    );
    expect(Array.from(accepted)).toEqual([1]);
    expect(table.rows).toBe(1);
    expect(rejected.map(({ row, problems }) => [row, problems.map(({ received }) => received)])).toEqual([
      [0, ['no value']],
      [2, ['no value']],
      // What is there and cannot be read is said.
      [3, ['"" (missing)', '"top"']],
    ]);
    expect(rejected[0].problems).toEqual([noValue]);
  });

  it('does not take a column that says nothing of the row for a value', () => {
    const reader = createRowReader(columns, ['purpose']);
    const { rejected } = reader.read(1, (_, column) => ['5', '', 'low'][column]);
    expect(rejected).toEqual([{ row: 0, problems: [noValue] }]);
  });

  it('reads no rows, and rows that are all rejected, to an empty table', () => {
    expect(readAll([]).table.rows).toBe(0);
    const { table, accepted, rejected } = readAll([['x', 'A40', 'low']]);
    expect([table.rows, accepted.length, rejected.length]).toEqual([0, 0, 1]);
    expect(table.names).toEqual(['amount', 'purpose', 'grade']);
  });

  it('accounts for every row of any input', () => {
    const row = fc.tuple(fc.anything(), fc.anything(), fc.oneof(fc.string(), fc.constant('low')));
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const { table, accepted, rejected } = readAll(rows);
        expect(table.rows).toBe(accepted.length);
        const all = [...accepted, ...rejected.map((one) => one.row)].sort((a, b) => a - b);
        expect(all).toEqual(rows.map((_, i) => i));
        for (const { problems } of rejected) expect(problems.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('readObjects', () => {
  it('reads objects whatever the order of their keys', () => {
    const { table, rejected } = readObjects(columns, [
      { purpose: 'A40', amount: 1 },
      { grade: 'low', amount: 2, purpose: null },
    ]);
    expect(rejected).toEqual([]);
    expect(table.column('grade')).toEqual([null, 'low']);
    expect(table.column('purpose')).toEqual(['A40', null]);
  });

  it('rejects missing and unknown keys and things that are no objects', () => {
    const { table, accepted, rejected } = readObjects(columns, [
      [1],
      { amount: 1, purpose: 'A40' },
      { amount: 'x', amuont: 3 },
      null,
      { amount: 1, purpose: 'A40', ['__proto__']: 1 },
    ]);
    expect([Array.from(accepted), table.column('amount')]).toEqual([[1], [1]]);
    expect(rejected.map(({ row }) => row)).toEqual([0, 2, 3, 4]);
    expect(rejected[0].problems).toEqual([
      { column: '', expected: 'an object with a key for each column', received: '[1]' },
    ]);
    expect(rejected[1].problems).toEqual([
      { column: 'amount', expected: 'a number', received: '"x"' },
      { column: 'purpose', expected: 'a value', received: 'nothing (the key is missing)' },
      {
        column: 'amuont',
        expected: 'one of the columns amount, purpose, grade',
        received: 'the unknown key "amuont"',
      },
    ]);
    expect(rejected[3].problems[0].column).toBe('__proto__');
  });

  it('takes no inherited property for a value', () => {
    const named = [numericSpec({ name: 'constructor' })];
    expect(readObjects(named, [{}]).rejected[0].problems[0].received).toBe('nothing (the key is missing)');
  });
});

describe('problems of very many rows', () => {
  const bad = (i: number) => ({ amount: 'x', purpose: 'A40', [`key ${i}`]: 1, more: i });

  it('are told up to so many, in the order of the rows, and all counted', () => {
    const rows = [{ amount: 1, purpose: 'A40' }, ...Array.from({ length: 50 }, (_, i) => bad(i)), 7];
    const { rejected, problemCount } = problemsOf(columns, rows, 8);
    expect(problemCount).toBe(50 * 3 + 1);
    expect(rejected.map(({ row, problems }) => [row, problems.map(({ column }) => column)])).toEqual([
      [1, ['amount', 'key 0', 'more']],
      [2, ['amount', 'key 1', 'more']],
      [3, ['amount', 'key 2']],
    ]);
    expect(problemsOf(columns, rows, 1000).rejected).toEqual(readObjects(columns, rows).rejected);
  });

  it('reject their rows also where none is told', () => {
    const rows = [bad(0), { amount: 1, purpose: 'A40' }, null, { amount: 2, purpose: 'A40', other: 1 }];
    const { table, accepted, rejected, problemCount } = readObjects(columns, rows, 0);
    expect([Array.from(accepted), table.column('amount')]).toEqual([[1], [1]]);
    expect(rejected).toEqual([0, 2, 3].map((row) => ({ row, problems: [] })));
    expect(problemCount).toBe(5);
  });

  it('name no more columns than a message can bear', () => {
    const many = Array.from({ length: 1000 }, (_, i) => numericSpec({ name: `c${i}`, optional: true }));
    const row = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`key ${i}`, 1]));
    const [{ problems }] = readObjects(many, [row], 1000).rejected;
    expect(problems).toHaveLength(1000);
    expect(problems[0].expected).toMatch(/^one of the columns c0, c1, .* c99 and 900 more$/);
  });

  it('do not repeat a key that is longer than any name', () => {
    const [{ problems }] = readObjects([numericSpec()], [{ amount: 1, ['k'.repeat(100_000)]: 1 }]).rejected;
    expect(problems).toEqual([
      {
        column: '',
        expected: 'one of the columns amount',
        received: `the unknown key "${'k'.repeat(79)}… (100002 characters)`,
      },
    ]);
  });
});

describe('a JSON integer that has lost digits', () => {
  const meant = [
    identifierSpec({ name: 'customer' }),
    listSpec({ name: 'liked' }),
    categoricalSpec({ name: 'region', categories: undefined }),
    categoricalSpec({ name: 'branch', unknown: 'own-slot' }),
    ordinalSpec({ name: 'grade' }),
  ];
  const row = (json: string) =>
    JSON.parse(
      `{"customer": ${json}, "liked": [1, ${json}], "region": ${json}, "branch": ${json}, "grade": ${json}}`,
    ) as object;

  it('is refused wherever a text is meant, and said to be sent as text', () => {
    const [{ problems }] = readObjects(meant, [row('9007199254740993')]).rejected;
    expect(problems.map(({ column }) => column)).toEqual(['customer', 'liked', 'region', 'branch', 'grade']);
    for (const { expected } of problems) expect(expected).toMatch(/^a text in quotes: .* send it as text$/);
    const [alone] = readObjects([meant[1]], [{ liked: 2 ** 53 }]).rejected;
    expect(alone.problems[0].expected).toMatch(/send it as text$/);
  });

  it('is a number like others in a numeric column, and its text is taken', () => {
    expect(readObjects([numericSpec()], [{ amount: 2 ** 60 }]).rejected).toEqual([]);
    const texts = meant.slice(0, 4);
    const { grade, ...others } = row('"9007199254740993"') as Record<string, unknown>;
    expect(grade).toBe('9007199254740993');
    expect(readObjects(texts, [others]).table.column('customer')).toEqual(['9007199254740993']);
  });
});
