import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { columnKind } from '../columns/index.js';
import type { ColumnSpec } from '../columns/column-spec.js';
import { createRowReader } from '../reading/rows.js';
import { inferColumn } from './infer-column.js';
import type { InferredColumn } from './inferred-column.js';
import { inferTarget } from './infer-target.js';

const repeated = (texts: readonly string[], times = 20) => Array.from({ length: times }, () => texts).flat();

const infer = (...texts: string[]) => inferColumn('x', repeated(texts));

describe('what a column of a file seems to be', () => {
  it.each<[string, string[], string, Record<string, unknown>]>([
    ['numbers', ['1.5', '2', '-3.25'], 'numeric', {}],
    ['whole numbers', ['1', '2', '30'], 'numeric', { integer: true }],
    ['numbers with a decimal comma', ['1,5', '2', '850,00'], 'numeric', { decimal: ',' }],
    ['numbers of Europe', ['1.234,5', '2', '850,00'], 'numeric', { decimal: ',', thousands: '.' }],
    ['grouped numbers', ['1,234,567', '2', '850'], 'numeric', { integer: true, thousands: ',' }],
    ['numbers of Switzerland', ["1'234.5", '2'], 'numeric', { thousands: "'" }],
    [
      'numbers beside a token',
      ['1.5', '\\N', '2.5'],
      'numeric',
      { missing_tokens: ['\\N'], missing: 'median' },
    ],
    ['numbers with gaps', ['1.5', '', '2.5'], 'numeric', { missing: 'median' }],
    ['yes and no', ['yes', 'no'], 'boolean', {}],
    ['是 and 否', ['是', '否', ''], 'boolean', { missing: 'most-frequent' }],
    ['0 and 1', ['0', '1'], 'boolean', {}],
    ['ja and nein', ['ja', 'nein'], 'categorical', {}],
    ['days', ['2024-01-31', '2024-12-01'], 'date', {}],
    [
      'times',
      ['2024-01-31T10:00', '2024-12-01T11:30'],
      'date',
      { parts: ['trend', 'month', 'weekday', 'time-of-day'] },
    ],
    ['days of Germany', ['31.01.2024', '01.12.2024'], 'date', { format: 'dd.MM.yyyy' }],
    ['days with slashes', ['2024/01/31', '2024/12/01'], 'date', { format: 'yyyy/MM/dd' }],
    ['days of America', ['1/31/2024', '12/1/2024'], 'date', { format: 'M/d/yyyy' }],
    ['days of China', ['2024年1月31日', '2024年12月1日'], 'date', { format: 'yyyy年M月d日' }],
    ['days in digits', ['20240131', '20241201'], 'date', { format: 'yyyyMMdd' }],
    ['texts', ['red', 'blue', ''], 'categorical', { missing: 'own-category' }],
    ['sentences', ['it is a very long story', 'and this is another long one'], 'identifier', {}],
    ['nothing', ['', 'NA'], 'identifier', {}],
  ])('%s', (_, texts, kind, keys) => {
    expect(infer(...texts)).toMatchObject({ kind, keys });
  });

  it('names of rows are all different', () => {
    const names = Array.from({ length: 40 }, (_, i) => `C-${i}`);
    expect(inferColumn('id', names)).toMatchObject({ kind: 'identifier' });
    const numbers = names.map((_, i) => String(1000 + i));
    expect(inferColumn('id', numbers).remarks).toEqual([
      'another whole number in every row: if it names the row, the kind is identifier',
    ]);
  });

  it.each<[string, string[], RegExp]>([
    ['dates of two readings', ['01/02/2024', '03/04/2024'], /^dd\/MM\/yyyy or MM\/dd\/yyyy\?/],
    ['numbers of two readings', ['1,234', '2,500'], /^1,234 could be written with decimal: "," as well/],
    ['sentinels', ['12', '35', '61', '-999'], /^-999 in 20 rows: if it means no value, write missing_tokens/],
    ['codes', ['1', '2', '3', '7'], /^only 4 different numbers: if they are codes/],
    ['regions', ['DE', 'AT', 'CH', 'NA'], /na_is_text: true/],
    ['rows without a value', ['1.5', ''], /^20 rows have no value/],
    ['a constant', ['red', 'red'], /^the same in every row/],
    ['an empty column', ['', ''], /leave the column out/],
  ])('%s are asked about', (_, texts, remark) => {
    expect(infer(...texts).remarks).toContainEqual(expect.stringMatching(remark));
  });

  it('is one that reads every text of the file', () => {
    const text = fc.oneof(
      fc.integer().map(String),
      fc.float({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.constantFrom(
        '',
        'NA',
        'yes',
        'no',
        '1.234,5',
        '1,5',
        '2024-01-01',
        '31.12.2024',
        'red',
        'None',
        '\\N',
      ),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 30 }), (texts) => {
        const column = declared(inferColumn('x', texts));
        expect(createRowReader([column]).read(texts.length, (row) => texts[row]).rejected).toEqual([]);
      }),
    );
  });
});

/** The declaration that is written for an inferred column. */
function declared({ name, kind, keys, categories }: InferredColumn): ColumnSpec {
  const label = (text: string) => ({ en: text, zh: text });
  const declaration = columnKind({ kind }).schema.parse({
    name,
    kind,
    meaning: label(name),
    ...keys,
    ...(categories && { categories: categories.map((code) => ({ code, label: label(code) })) }),
  });
  return declaration as ColumnSpec;
}

describe('what is to be predicted', () => {
  it('is a number, or one of some classes with the rarest last', () => {
    expect(inferTarget('x', repeated(['1,5', '2,5']))).toMatchObject({
      kind: 'numeric',
      keys: { decimal: ',' },
    });
    expect(inferTarget('x', repeated(['1', '0', '0']))).toMatchObject({
      kind: 'categorical',
      categories: ['0', '1'],
    });
    expect(inferTarget('x', repeated(['ja', 'nein', 'nein', '']))).toMatchObject({
      categories: ['nein', 'ja'],
    });
  });

  it.each([[['a', 'a']], [Array.from({ length: 40 }, (_, i) => `C-${i}`)]])(
    'is refused otherwise',
    (texts) => {
      expect(() => inferTarget('x', texts)).toThrow('The column x cannot be predicted.');
    },
  );
});

describe('a column of molecules', () => {
  const smiles = ['CCO', 'CC(=O)O', 'c1ccccc1', 'C1CC1', 'CCN', 'C[C@H](N)C(=O)O', 'O=C=O'];
  const twenty = Array.from({ length: 21 }, (_, row) => smiles[row % smiles.length]);

  it('is told by the form of its texts', () => {
    expect(inferColumn('drug', twenty)).toMatchObject({ kind: 'molecule', keys: {} });
    expect(inferColumn('drug', [...twenty, '']).remarks).toHaveLength(2);
  });

  it.each([
    ['one text that is none', [...twenty, 'water']],
    ['few rows', smiles],
    ['codes of letters and numbers', Array.from({ length: 30 }, (_, row) => `${'CNPS'[row % 4]}${row + 1}`)],
    ['codes of letters', Array.from({ length: 30 }, (_, row) => ['NO', 'CN', 'IN', 'CO'][row % 4])],
  ])('is none with %s', (_, texts) => {
    expect(inferColumn('drug', texts).kind).not.toBe('molecule');
  });
});
