import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  booleanSpec,
  categoricalSpec,
  dateSpec,
  identifierSpec,
  listSpec,
  numericSpec,
  ordinalSpec,
} from '../columns/columns.fixture.js';
import type { ColumnSpec } from '../columns/column-spec.js';
import { cellReader, columnKind } from '../columns/index.js';
import { FieldReader } from './field-reader.js';

const columns: ColumnSpec[] = [
  numericSpec(),
  numericSpec({ integer: true }),
  categoricalSpec(),
  categoricalSpec({ unknown: 'reject' }),
  ordinalSpec(),
  booleanSpec(),
  dateSpec(),
  identifierSpec(),
  listSpec(),
  numericSpec({ decimal: ',', thousands: '.' }),
  numericSpec({ thousands: ',', integer: true }),
  numericSpec({ missing_tokens: ['0', '-999', 'high'] }),
  categoricalSpec({ categories: undefined, na_is_text: true, missing_tokens: ['0012'] }),
];

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'0123456789.-+eE '), maxLength: 20 }),
  fc.double().map(String),
  fc.integer().map((n) => `${n / 100}`),
  fc.constantFrom(
    '',
    '-',
    'NA',
    'A40',
    ' a41 ',
    'New Car',
    '新车',
    'high',
    'TRUE',
    '2024-01-31',
    'x;y',
    '0012',
    '-0',
    '.5',
    '5.',
    '1.234',
    '1,234',
  ),
  fc.string({ unit: 'grapheme', maxLength: 24 }),
);

describe.each(columns.map((column) => [column.kind, column] as const))(
  'fields of a %s column',
  (_, column) => {
    it('are read as their texts are, the first time and again', () => {
      fc.assert(
        fc.property(fc.array(text, { maxLength: 40 }), (texts) => {
          const read = cellReader(column);
          const fields = new FieldReader(read, columnKind(column).readsPlainText?.(column) ?? false);
          for (const one of [...texts, ...texts]) {
            const bytes = Buffer.from(`,${one},`);
            const whole = bytes.toString('utf8').slice(1, -1);
            expect(fields.cell(bytes, 1, bytes.length - 1)).toEqual(read(whole));
          }
        }),
        { numRuns: 200 },
      );
    });
  },
);

describe('a column with very many texts', () => {
  it('is read beyond what is remembered', () => {
    const column = categoricalSpec();
    const read = cellReader(column);
    const fields = new FieldReader(read, false);
    for (let i = 0; i < 5000; i++) {
      const bytes = Buffer.from(`kind ${i % 2500}`);
      expect(fields.cell(bytes, 0, bytes.length)).toBe(`kind ${i % 2500}`);
    }
  });
});
