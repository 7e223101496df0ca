import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DamagedFileError } from '../../src/core/errors.js';
import { projectRoot } from '../../src/core/paths.js';
import { CellProblem, type CellValue } from '../../src/tables/columns/column-kind.js';
import type { ColumnSpec } from '../../src/tables/columns/column-spec.js';
import {
  booleanSpec,
  categoricalSpec,
  dateSpec,
  encodeColumn,
  identifierSpec,
  listSpec,
  moleculeSpec,
  NoteList,
  numericSpec,
  ordinalSpec,
  positionsSpec,
  textSpec,
} from '../../src/tables/columns/columns.fixture.js';
import { columnKind, columnKinds, loadKinds } from '../../src/tables/columns/index.js';
import {
  columnKindNames,
  columnRoleNames,
  findingCodes,
  type ColumnKindName,
} from '../../src/tables/columns/names.js';
import { Preparation } from '../../src/tables/preparation/preparation.js';
import { Table } from '../../src/tables/table.js';

fc.configureGlobal({ numRuns: 50 });

/** What a new kind adds to be tested: its declarations, and cells as a file would hold them. */
const subjects: Record<ColumnKindName, { columns: ColumnSpec[]; cells: fc.Arbitrary<string> }> = {
  numeric: {
    columns: [
      numericSpec({ missing: 'reject', range: [0, 100] }),
      numericSpec({ missing: 'median', transform: 'quantile' }),
      numericSpec({ missing: 'mean', transform: 'log1p' }),
      numericSpec({ missing: { fill: 3 }, integer: true }),
      numericSpec({ decimal: ',', thousands: '.' }),
    ],
    cells: fc.oneof(
      fc.integer().map(String),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    ),
  },
  categorical: {
    columns: [
      categoricalSpec(),
      categoricalSpec({ missing: 'most-frequent', unknown: 'reject' }),
      categoricalSpec({ missing: { fill: 'A40' } }),
      categoricalSpec({ categories: undefined, missing: 'most-frequent' }),
      categoricalSpec({ categories: undefined, missing: 'reject' }),
      categoricalSpec({ categories: undefined, na_is_text: true }),
    ],
    cells: fc.oneof(fc.constantFrom('A40', 'A41', 'used car', '家具'), fc.string()),
  },
  ordinal: {
    columns: [ordinalSpec(), ordinalSpec({ missing: { fill: 'mid' } }), ordinalSpec({ missing: 'reject' })],
    cells: fc.constantFrom('low', 'Middle', 'high'),
  },
  boolean: {
    columns: [booleanSpec(), booleanSpec({ missing: { fill: true } }), booleanSpec({ missing: 'reject' })],
    cells: fc.constantFrom('true', 'no', '1', '否'),
  },
  date: {
    columns: [
      dateSpec(),
      dateSpec({ missing: 'reject', parts: ['month'], range: ['2000-01-01', '2020-12-31'] }),
      dateSpec({ zone: 'America/Chicago', range: ['2000-01-01', '2020-12-31'] }),
    ],
    cells: fc
      .date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') })
      .map((date) => date.toISOString()),
  },
  identifier: { columns: [identifierSpec(), identifierSpec({ missing: 'reject' })], cells: fc.string() },
  list: {
    columns: [listSpec(), listSpec({ missing: 'reject' })],
    cells: fc.constantFrom('a', 'a|b', 'a; b', '|'),
  },
  positions: {
    columns: [positionsSpec(), positionsSpec({ missing: 'allow', unit: 'USD' })],
    cells: fc.constantFrom('A: 0.4; B: 0.6', 'A: 4000 USD', '[{"asset":"B","weight":1}]', ';'),
  },
  molecule: {
    columns: [moleculeSpec(), moleculeSpec({ bits: 8, surroundings: 8 })],
    cells: fc.constantFrom(
      'CCO',
      'OCC',
      'CC(=O)Oc1ccccc1C(=O)O',
      '[Na+].[O-]C(=O)C',
      'C[C@H](N)C(=O)O',
      'C1CC',
      'c1ccncc1',
    ),
  },
  text: {
    columns: [
      textSpec(),
      textSpec({ missing: 'reject', vectors: 0 }),
      textSpec({ compared_with: { column: 'reference', apart_from: 'question' } }),
    ],
    cells: fc.oneof(
      fc.constantFrom('A stack keeps items.', 'it keeps no item<br>at all', '栈是后进先出的结构。', 'stacks'),
      fc.string(),
    ),
  },
};

await loadKinds(Object.values(columnKinds).map(({ name }) => ({ kind: name })));

const cases = columnKindNames.flatMap((name) =>
  subjects[name].columns.map((column, i): [string, ColumnSpec] => [`${name} ${i + 1}`, column]),
);

/** Values that the column's reader accepts, missing ones among them. */
function valuesOf(column: ColumnSpec): fc.Arbitrary<CellValue[]> {
  const read = columnKind(column).reader(column);
  const cell = fc.oneof({ arbitrary: subjects[column.kind].cells, weight: 4 }, fc.constantFrom('', 'NA'));
  return fc
    .array(cell, { maxLength: 30 })
    .map((cells) =>
      cells.map((text) => read(text)).filter((value): value is CellValue => !(value instanceof CellProblem)),
    );
}

/** Anything that a table can hold, of the right type or not. */
const anyValue: fc.Arbitrary<CellValue> = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.string(),
  fc.constantFrom(null, 'A40', 'low', 0, 1, -0, 8.64e15, 1e300),
);

describe('the registry of column kinds', () => {
  it('holds every file of the folder under its own name', () => {
    const files = readdirSync(join(projectRoot, 'src/tables/columns')).filter((file) =>
      file.endsWith('.column.ts'),
    );
    expect(files.sort()).toEqual([...columnKindNames].map((name) => `${name}.column.ts`).sort());
    for (const name of columnKindNames) expect(columnKinds[name].name).toBe(name);
  });
});

describe.each(cases)('column kind %s', (_, column) => {
  const kind = columnKind(column);

  it('reads the examples of its own schema', () => {
    const read = kind.reader(column);
    const { examples } = kind.jsonSchema(column) as { examples: unknown[] };
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      for (const form of [example, String(example)]) {
        const value = read(form);
        expect(typeof value).toBe(kind.valueType === 'number' ? 'number' : 'string');
      }
    }
  });

  it('has no feature and nothing learnt where it is no input, whatever it holds', () => {
    for (const role of columnRoleNames.filter((one) => one !== 'input')) {
      fc.assert(
        fc.property(valuesOf(column), (values) => {
          const table = Table.fromColumns([{ name: column.name, type: kind.valueType, values }]);
          const preparation = Preparation.fit(table, [{ ...column, role } as ColumnSpec]);
          expect(preparation.width).toBe(0);
          expect(preparation.toJSON().columns[0].state).toEqual({});
        }),
        { numRuns: 5 },
      );
    }
    if (kind.role !== undefined) expect(kind.features({}, column)).toEqual([]);
  });

  it('reads any input to a value of its type, missing or a problem, and never throws', () => {
    const read = kind.reader(column);
    const type = kind.valueType === 'number' ? 'number' : 'string';
    fc.assert(
      fc.property(fc.oneof(fc.anything(), subjects[column.kind].cells, fc.string()), (input) => {
        const value = read(input);
        const right = value === null || value instanceof CellProblem || typeof value === type;
        expect(right && !Number.isNaN(value)).toBe(true);
      }),
    );
  });

  it('finds something in rows that there are, in their order, whatever the cells', () => {
    const read = kind.reader(column);
    const cell = fc.oneof(
      subjects[column.kind].cells,
      fc.string(),
      fc.constantFrom('', 'NA', '1.234', '850,00'),
    );
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 40 }), (cells) => {
        const values = cells.map((text) => read(text));
        for (const { code, rows } of kind.review?.({ values, inputAt: (row) => cells[row] }, column) ?? []) {
          expect(findingCodes).toContain(code);
          expect(rows.length).toBeGreaterThan(0);
          expect(rows).toEqual([...new Set(rows)].sort((a, b) => a - b));
          for (const row of rows) expect(values[row]).not.toBeInstanceOf(CellProblem);
        }
      }),
    );
  });

  it('says what it expects without quoting the cell, but behind a colon', () => {
    const read = kind.reader(column);
    const quoted = fc.constantFrom(
      ...[
        '73.194,5',
        '7,319,450.25',
        '€ 7319',
        "7'319'450",
        '7319 CHF',
        '7319 %',
        'x7319|y7319',
        '7319-13-41',
      ],
      ...['"7319"', 'CANARY 7319', `${'7319|'.repeat(1000)}`],
    );
    fc.assert(
      fc.property(quoted, (cell) => {
        const value = read(cell);
        if (value instanceof CellProblem) expect(value.expected.split(': ')[0]).not.toMatch(/73|CANARY/);
      }),
    );
  });

  it('survives the way through a file: the same state, features and bits', () => {
    fc.assert(
      fc.property(valuesOf(column), fc.array(anyValue), (training, served) => {
        const state = kind.fit(training, column);
        const loaded = kind.parseState(JSON.parse(JSON.stringify(state)), column);
        expect(loaded).toStrictEqual(state);
        expect(kind.features(loaded, column)).toStrictEqual(kind.features(state, column));
        expect(encodeColumn(served, { column, state: loaded })).toStrictEqual(
          encodeColumn(served, { column, state }),
        );
      }),
    );
  });

  it('gives finite features for any training rows and any cells, and writes each of them', () => {
    fc.assert(
      fc.property(fc.array(anyValue), fc.array(anyValue), (training, served) => {
        const state = kind.fit(training, column);
        const features = encodeColumn([...served, ...training], {
          column,
          state,
          notes: new NoteList(),
        }).flat();
        expect(features.every(Number.isFinite)).toBe(true);
      }),
    );
  });

  it('learns and encodes without regard to the order of the rows', () => {
    fc.assert(
      fc.property(valuesOf(column), (values) => {
        const state = kind.fit(values, column);
        expect(kind.fit(values.toReversed(), column)).toStrictEqual(state);
        const reversed = encodeColumn(values.toReversed(), { column, state });
        expect(reversed.reverse()).toStrictEqual(encodeColumn(values, { column, state }));
      }),
    );
  });

  it('learns nothing from what it encodes', () => {
    fc.assert(
      fc.property(valuesOf(column), fc.array(anyValue, { minLength: 1 }), (training, others) => {
        const state = kind.fit(training, column);
        const before = JSON.stringify(state);
        const alone = encodeColumn(training, { column, state });
        const together = encodeColumn([...training, ...others], { column, state, notes: new NoteList() });
        expect(together.slice(0, training.length)).toStrictEqual(alone);
        expect(JSON.stringify(state)).toBe(before);
      }),
    );
  });

  it.each([
    ['no rows', 0],
    ['one row', 1],
    ['constant rows', 5],
  ])('copes with %s', (_rows, count) => {
    fc.assert(
      fc.property(valuesOf(column), (values) => {
        const training = values.length === 0 ? [] : new Array<CellValue>(count).fill(values[0]);
        const state = kind.fit(training, column);
        expect(encodeColumn(values, { column, state }).flat().every(Number.isFinite)).toBe(true);
      }),
    );
  });

  it('copes with rows that are all missing', () => {
    const state = kind.fit([null, null, null], column);
    expect(kind.parseState(JSON.parse(JSON.stringify(state)), column)).toStrictEqual(state);
    expect(encodeColumn([null, null], { column, state }).flat().every(Number.isFinite)).toBe(true);
  });

  it('names its features after the column, all different', () => {
    const state = kind.fit([null, null], column);
    const features = kind.features(state, column);
    expect(new Set(features.map(({ name }) => name)).size).toBe(features.length);
    for (const feature of features) {
      expect(feature.column).toBe(column.name);
      expect(feature.name.startsWith(column.name)).toBe(true);
      expect(feature.code !== undefined).toBe(feature.role === 'category');
    }
  });

  it('refuses a damaged state by the name of the column', () => {
    for (const damaged of [null, 7, 'text', { ...(kind.fit([], column) as object), another: 1 }]) {
      expect(() => kind.parseState(damaged, column)).toThrow(DamagedFileError);
      expect(() => kind.parseState(damaged, column)).toThrow(`"${column.name}"`);
    }
  });
});
