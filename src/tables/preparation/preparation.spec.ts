import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DamagedFileError, InvalidInputError, InvalidSpecificationError } from '../../core/errors.js';
import {
  booleanSpec,
  categoricalSpec,
  dateSpec,
  identifierSpec,
  NoteList,
  numericSpec,
  ordinalSpec,
} from '../columns/columns.fixture.js';
import type { ColumnSpec } from '../columns/column-spec.js';
import { Preparation } from './preparation.js';
import { createRowReader } from '../reading/rows.js';
import type { Table } from '../table.js';

const columns: ColumnSpec[] = [
  identifierSpec(),
  numericSpec(),
  categoricalSpec(),
  ordinalSpec(),
  booleanSpec(),
  dateSpec(),
];

const read = (rows: readonly (readonly unknown[])[]): Table =>
  createRowReader(columns).read(rows.length, (row, column) => rows[row][column]).table;

const training = () =>
  read([
    ['a', 1, 'A40', 'low', 'yes', '2024-01-01'],
    ['b', '', 'A41', 'high', 'no', '2024-02-01'],
    ['c', 5, '', 'mid', 'yes', '2024-03-01'],
  ]);

const row = fc.tuple(
  fc.string(),
  fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant('')),
  fc.oneof(fc.constantFrom('A40', 'A41', ''), fc.string()),
  fc.constantFrom('low', 'mid', 'high', ''),
  fc.constantFrom(true, false, ''),
  fc.constantFrom('2024-05-06', '1999-12-31', ''),
);

describe('Preparation', () => {
  it('lays the features of the columns side by side', () => {
    const preparation = Preparation.fit(training(), columns);
    const { data, rows, width } = preparation.transform(training());
    expect([rows, width, data.length]).toEqual([3, preparation.width, 3 * preparation.width]);
    expect(preparation.features.map(({ name }) => name)).toEqual([
      'amount',
      'amount?',
      'purpose=A40',
      'purpose=A41',
      'purpose=A42',
      'purpose?',
      'purpose*',
      'grade',
      'member',
      'opened',
      'opened month sine',
      'opened month cosine',
      'opened weekday sine',
      'opened weekday cosine',
    ]);
    expect(Array.from(data.subarray(width, width + 9))).toEqual([0, 1, 0, 1, 0, 0, 0, 1, 0]);
  });

  it('gives the notes of every column with the row', () => {
    const notes = new NoteList();
    Preparation.fit(training(), columns).transform(
      read([
        ['d', 1, 'A40', 'low', 'yes', '2024-01-01'],
        ['e', 9, 'boat', '', 'yes', '2024-01-01'],
      ]),
      notes,
    );
    expect(notes.notes.map(([at, code]) => [at, code])).toEqual([
      [1, 'out-of-range'],
      [1, 'unknown-category'],
      [1, 'missing'],
    ]);
  });

  it('comes back from a file with the same features, bit by bit, whatever it is given', () => {
    fc.assert(
      fc.property(fc.array(row), fc.array(row), (fitted, served) => {
        const preparation = Preparation.fit(read(fitted), columns);
        const loaded = Preparation.fromJSON(JSON.parse(JSON.stringify(preparation)), columns);
        expect(loaded.features).toStrictEqual(preparation.features);
        const table = read(served);
        const { data } = preparation.transform(table);
        expect(Buffer.from(loaded.transform(table).data.buffer).equals(Buffer.from(data.buffer))).toBe(true);
        expect(data.every(Number.isFinite)).toBe(true);
      }),
    );
  });

  it('gives one row alone the same bits as among others', () => {
    const preparation = Preparation.fit(training(), columns);
    const { data, width } = preparation.transform(training());
    for (let i = 0; i < 3; i++) {
      const alone = preparation.transform(training().take([i])).data;
      expect(alone).toEqual(data.slice(i * width, (i + 1) * width));
    }
  });

  it('transforms a table without rows and ignores columns that it does not know', () => {
    const preparation = Preparation.fit(training(), columns.slice(1));
    expect(preparation.transform(training().take([]))).toEqual({
      data: new Float32Array(0),
      rows: 0,
      width: preparation.width,
    });
  });

  it('names a column that the table lacks, and features with one name', () => {
    const preparation = Preparation.fit(training(), columns);
    expect(() => preparation.transform(training().select(['amount']))).toThrow(InvalidInputError);
    expect(() => preparation.transform(training().select(['amount']))).toThrow('"purpose"');
    const twice = [numericSpec(), numericSpec()];
    expect(() => Preparation.fit(training(), twice)).toThrow(InvalidSpecificationError);
  });

  it('has no feature of a column that is no input, whose values may be anything', () => {
    const roles = columns.map((column, i): ColumnSpec => {
      return i === 1 || i === 2 ? { ...column, role: 'context' } : column;
    });
    const preparation = Preparation.fit(training(), roles);
    const learnt = new Set(preparation.features.map(({ column }) => column));
    expect([...learnt]).toEqual(['grade', 'member', 'opened']);
    const notes = new NoteList();
    const changed = read([
      ['a', 1e9, 'boat', 'low', 'yes', '2024-01-01'],
      ['b', '', '', 'high', 'no', '2024-02-01'],
      ['c', -1, '?', 'mid', 'yes', '2024-03-01'],
    ]);
    const { data } = preparation.transform(changed, notes);
    expect(data).toEqual(preparation.transform(training()).data);
    expect(notes.notes).toEqual([]);
  });

  it('is stored with the role of a column where that is not of its kind, and is not taken for another', () => {
    const context: ColumnSpec[] = [
      identifierSpec(),
      { ...numericSpec(), role: 'context' },
      ...columns.slice(2),
    ];
    const json = Preparation.fit(training(), context).toJSON();
    expect(json.columns.slice(0, 2)).toEqual([
      { name: 'customer', kind: 'identifier', state: {} },
      { name: 'amount', kind: 'numeric', role: 'context', state: {} },
    ]);
    const load = (stored: unknown, declared: ColumnSpec[]) => () => Preparation.fromJSON(stored, declared);
    expect(Preparation.fromJSON(json, context).toJSON()).toEqual(json);
    expect(load(json, context.with(1, { ...numericSpec(), role: 'identifier' }))).not.toThrow();
    expect(load(json, columns)).toThrow('differ at column "amount"');
    expect(load(Preparation.fit(training(), columns).toJSON(), context)).toThrow('differ at column "amount"');
    const [, damaged] = structuredClone(json.columns);
    damaged.state = { mean: 1 };
    expect(load({ ...json, columns: json.columns.with(1, damaged) }, context)).toThrow('"amount" is damaged');
  });

  it('refuses a damaged file and names the column', () => {
    const json = JSON.parse(JSON.stringify(Preparation.fit(training(), columns))) as {
      columns: { name: string; state: Record<string, unknown> }[];
    };
    const load =
      (changed: unknown, declared = columns) =>
      () =>
        Preparation.fromJSON(changed, declared);
    expect(load(null)).toThrow(DamagedFileError);
    expect(load({ ...json, format: 2 })).toThrow(DamagedFileError);
    const wrongState = structuredClone(json);
    wrongState.columns[1].state.mean = 'many';
    expect(load(wrongState)).toThrow('"amount"');
    expect(load({ ...json, columns: json.columns.slice(0, 2) })).toThrow('"purpose"');
    expect(load(json, columns.slice(0, 5))).toThrow('"opened"');
    expect(load(json, columns.toReversed())).toThrow(DamagedFileError);
  });
});
