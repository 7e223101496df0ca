import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fieldsOf, hasPlainFields } from '../../csv/fields.js';
import { recordFlags, recordNumbers } from '../../engine/wasm/rows/row-cells.js';
import type { CellNote } from '../columns/column-kind.js';
import type { ColumnSpec } from '../columns/column-spec.js';
import {
  booleanSpec,
  categoricalSpec,
  dateSpec,
  identifierSpec,
  listSpec,
  numericSpec,
  ordinalSpec,
} from '../columns/columns.fixture.js';
import { derivationOf } from '../derived/derive.js';
import { derivedCategories, derivedSpecs } from '../derived/derived.fixture.js';
import { Preparation } from '../preparation/preparation.js';
import { CompiledRows } from './compiled-rows.js';
import { createRowReader } from './rows.js';

const named = (name: string, column: ColumnSpec): ColumnSpec => ({ ...column, name });
const columns: ColumnSpec[] = [
  named('plain', numericSpec({ missing: 'median', range: [-5, 50] })),
  named('whole', numericSpec({ integer: true, missing: 'reject' })),
  named('skewed', numericSpec({ transform: 'log1p', missing: 'mean' })),
  named('shaped', numericSpec({ transform: 'quantile', missing: 'median' })),
  named('constant', numericSpec({ missing: { fill: 2 } })),
  named('grouped', numericSpec({ decimal: ',', thousands: '.', missing: 'median' })),
  named('tokens', numericSpec({ missing_tokens: ['0', '-999'], missing: 'median' })),
  named('category', categoricalSpec({ missing: 'own-category' })),
  named('strict', categoricalSpec({ unknown: 'reject', missing: 'most-frequent' })),
  named('free', categoricalSpec({ categories: undefined, missing: 'own-category' })),
  named('ordinal', ordinalSpec({ missing: 'median' })),
  named('boolean', booleanSpec({ missing: 'most-frequent' })),
  named('date', dateSpec({ missing: 'median' })),
  named('identifier', identifierSpec()),
  named('list', listSpec()),
];

/** Worked out from numbers, texts, other derived columns. */
const derived = [
  ...derivedSpecs({
    ratio: 'plain / whole',
    logged: 'log(ratio) + where(category == "A40", 1, 0)',
    when: 'year(date)',
  }),
  ...derivedCategories({ joined: 'join(free, category)' }),
];
const derivation = derivationOf(derived, { columns, series: false });

const odd = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -99, max: 999 }).map((n) => `${n / 10}`) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 60 }).map(String) },
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      ...['', '-', 'NA', 'A40', 'A41', ' a41 ', 'New Car', '新车', 'high', 'low', 'true', 'no', '2024-01-31'],
      ...['x;y', '0012', '-0', '.5', '5.', '1.234', '-', '1e3', '=1+1', '@x', '+5', '0', '-999', 'Total'],
      ...['123456789012345', '1234567890123456', '0.1', '-7.25', 'a text that is longer than a key'],
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
);

const tenths = fc.integer({ min: -99, max: 999 }).map((n) => `${n / 10}`);
const integers = fc.integer({ min: 0, max: 60 }).map(String);
const usual: Record<string, fc.Arbitrary<string>> = {
  whole: integers,
  grouped: fc.integer({ min: 0, max: 5000 }).map((n) => `${n},5`),
  category: fc.constantFrom('A40', 'A41', '', 'New Car', '新车', 'unheard'),
  strict: fc.constantFrom('A40', 'A41', ''),
  free: fc.constantFrom('red', 'blue', 'green', ''),
  ordinal: fc.constantFrom('low', 'high', ''),
  boolean: fc.constantFrom('true', 'no', '0', ''),
  date: fc.constantFrom('2024-01-31', '1999-12-01', ''),
  identifier: fc.integer({ min: 0, max: 1e6 }).map((n) => `id ${n}`),
  list: fc.constantFrom('x;y', 'x', ''),
};
const cellOf = (column: ColumnSpec): fc.Arbitrary<string> => {
  const number =
    column.missing === 'reject' ? tenths : fc.oneof({ weight: 9, arbitrary: tenths }, fc.constant(''));
  return fc.oneof({ weight: 60, arbitrary: usual[column.name] ?? number }, { weight: 1, arbitrary: odd });
};

const row = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.tuple(odd, ...columns.map(cellOf).reverse()).map(([first, ...rest]) => [...rest, first]),
  },
  { weight: 1, arbitrary: fc.array(odd, { maxLength: columns.length + 4 }) },
  { weight: 1, arbitrary: fc.constant([' ']) },
  { weight: 1, arbitrary: fc.constant(['#', 'a remark']) },
  { weight: 1, arbitrary: fc.constant(Array<string>(columns.length + 1).fill('')) },
);

const table = fc.record({
  rows: fc.array(row, { minLength: 1, maxLength: 30 }),
  ends: fc.array(fc.constantFrom('\n', '\r\n'), { minLength: 30, maxLength: 30 }),
  isEnded: fc.boolean(),
  comment: fc.constantFrom('#', undefined),
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  /** Where the column stands that is none of the declared ones. */
  foreign: fc.constantFrom(0, 3, columns.length),
});

const needed = columns.map(({ name }) => name).filter((name) => name !== 'identifier');
/** One column of the file is none of the declared ones; these stand in another order. */
const positionsWith = (foreign: number) =>
  columns.map((_, i) => columns.length - 1 - i).map((place) => (place >= foreign ? place + 1 : place));

/** The last cell, of no declared column, stands at a place. */
const movedTo = (place: number, cells: readonly string[]) =>
  cells.length <= columns.length
    ? cells
    : [...cells.slice(0, place), cells[cells.length - 1], ...cells.slice(place, -1)];

const training = createRowReader(columns).read(40, (at, column) => {
  const numbers = ['1', `${at}`, `${at % 7}.5`, `${at * at}`, '3', `1.${100 + at},5`, `${at + 1}`];
  const others = [
    ...['A40', 'A41', at % 3 === 0 ? 'red' : 'blue', 'low', 'true', '2024-01-31', `id ${at}`, 'x;y'],
  ];
  const value = [...numbers, ...others][column];
  return at % 11 === 3 && columns[column].missing !== 'reject' ? '' : value;
});

describe('rows that are compiled', () => {
  const seen = { rows: 0, usual: 0, rejected: 0, notes: 0 };

  it('are what the row reader and the preparation make of them, whatever is in them', () => {
    expect(training.rejected.slice(0, 3)).toEqual([]);
    const preparation = Preparation.fit(derivation.learn(training.table), [...columns, ...derived]);
    const reader = createRowReader(columns, needed);
    fc.assert(
      fc.property(fc.array(table, { minLength: 1, maxLength: 3 }), (blocks) => {
        const [{ delimiter, comment, foreign }] = blocks;
        const positions = positionsWith(foreign);
        const layout = { delimiter, comment, columnCount: columns.length + 1 };
        const compiled = CompiledRows.of({ columns, positions, needed, preparation, derivation, layout })!;
        for (const { rows, ends, isEnded } of blocks) {
          const text = rows
            .map((cells) => movedTo(foreign, cells))
            .map((cells, i) => cells.join(delimiter) + (i < rows.length - 1 || isEnded ? ends[i] : ''))
            .join('');
          const bytes = new Uint8Array(Buffer.from(text));
          if (!hasPlainFields(bytes)) continue;
          const fields = fieldsOf(bytes, { ...layout, firstLine: 7, firstByte: 0 });
          const expected = reader.readFields(fields, positions);
          const notes = new Map<string, number>();
          const add = (_row: number, { code, column }: CellNote) =>
            notes.set(`${code} ${column}`, (notes.get(`${code} ${column}`) ?? 0) + 1);
          const { data } = preparation.transform(derivation.score(expected.table), { add });
          const found = compiled.read(bytes, 7)!;
          expect(found.rejected).toEqual(expected.rejected);
          expect(found.rejects).toEqual(fields.rejects);
          expect([...found.recordIndexes]).toEqual([...fields.recordIndexes]);
          expect([...found.accepted]).toEqual([...expected.accepted]);
          expect(new Map([...found.notes].sort())).toEqual(new Map([...notes].sort()));
          expect([...found.features]).toEqual([...data]);
          const isUsual = (_: unknown, at: number) =>
            (found.places[at * recordNumbers + 3] & recordFlags.unusual) === 0;
          seen.usual += [...found.recordIndexes].filter(isUsual).length;
          seen.rows += fields.records;
          seen.rejected += found.rejected.length;
          seen.notes += found.notes.size;
        }
      }),
      { numRuns: 300 },
    );
    // Neither all of them nor none took the short way.
    expect(seen.usual / seen.rows).toBeGreaterThan(0.3);
    expect(seen.usual / seen.rows).toBeLessThan(0.95);
    expect(seen.rejected).toBeGreaterThan(100);
    expect(seen.notes).toBeGreaterThan(100);
  });
});
