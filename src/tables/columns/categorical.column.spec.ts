import { describe, expect, it } from '@jest/globals';
import { InvalidInputError, InvalidSpecificationError } from '../../core/errors.js';
import { categoricalColumn, type CategoricalColumnSpec } from './categorical.column.js';
import { CellProblem } from './column-kind.js';
import { categoricalSpec, category, encodeColumn, NoteList } from './columns.fixture.js';

describe('reading categories', () => {
  const read = categoricalColumn.reader(categoricalSpec());

  it.each(['A40', ' A40 ', 'a40', 'new car', 'New Car ', '新车'])('takes %j for the code A40', (input) =>
    expect(read(input)).toBe('A40'),
  );

  it.each(['', 'NA', '-', '?', ' null', null, undefined])('takes %j for missing', (input) =>
    expect(read(input)).toBeNull(),
  );

  it('keeps an unknown text, trimmed, unless unknowns are refused', () => {
    expect(read(' boat ')).toBe('boat');
    const strict = categoricalColumn.reader(categoricalSpec({ unknown: 'reject' }));
    expect(strict('boat')).toEqual(new CellProblem('one of A40, A41, A42', '"boat"'));
  });

  it('takes a whole number with a zero fraction for its code, unless that is a code itself', () => {
    const codes = categoricalSpec({ categories: [category('3', 'normal'), category('7', 'defect')] });
    const reader = categoricalColumn.reader(codes);
    expect(['3.0', ' 7.00', 3, '3.5', '37.0'].map((input) => reader(input))).toEqual([
      '3',
      '7',
      '3',
      '3.5',
      '37.0',
    ]);
    const declared = categoricalSpec({ categories: [category('3', 'three'), category('3.0', 'precisely')] });
    expect(categoricalColumn.reader(declared)('3.0')).toBe('3.0');
  });

  it('takes composed and decomposed letters and runs of blanks for the same code', () => {
    const categories = [category('caf\u00e9 noir', 'black'), category('th\u00e9', 'tea')];
    const reader = categoricalColumn.reader(categoricalSpec({ categories, unknown: 'reject' }));
    expect(reader('cafe\u0301  Noir')).toBe('caf\u00e9 noir');
    expect(reader('the\u0301')).toBe('th\u00e9');
    const twice = [category('a b', 'one'), category('a  b', 'two')];
    const exact = categoricalColumn.reader(categoricalSpec({ categories: twice }));
    expect(['a b', 'a  b'].map((text) => exact(text))).toEqual(['a b', 'a  b']);
  });

  it('gives what is not declared one spelling: whole numbers, composed letters, single blanks', () => {
    const reader = categoricalColumn.reader(categoricalSpec({ categories: undefined }));
    expect(['3', ' 3.0', 3, '3.00', '03', '3.5', 3.5].map((input) => reader(input))).toEqual([
      ...['3', '3', '3', '3', '03', '3.5', '3.5'],
    ]);
    expect(reader('cafe\u0301 \u00a0noir ')).toBe('caf\u00e9 noir');
    expect([reader('m'), reader('M')]).toEqual(['m', 'M']);
  });

  it('lists at most eight categories', () => {
    const categories = Array.from({ length: 11 }, (_, i) => category(`c${i}`, `label ${i}`));
    const strict = categoricalColumn.reader(categoricalSpec({ categories, unknown: 'reject' }));
    expect((strict('x') as CellProblem).expected).toBe(
      'one of c0, c1, c2, c3, c4, c5, c6, c7, ... (11 in all)',
    );
  });

  it('takes numbers and booleans by their text, and nothing else', () => {
    const codes = categoricalColumn.reader(
      categoricalSpec({ categories: [category('1', 'one'), category('TRUE', 'yes')] }),
    );
    expect(codes(1)).toBe('1');
    expect(codes('1')).toBe('1');
    expect(codes(true)).toBe('TRUE');
    expect(codes({ code: '1' })).toBeInstanceOf(CellProblem);
  });

  it('lets a code hide a label, and takes no text for two categories', () => {
    const crossed = [category('a', 'b'), category('B', 'same'), category('c', 'same')];
    const strict = categoricalColumn.reader(categoricalSpec({ categories: crossed, unknown: 'reject' }));
    expect(strict('b')).toBe('B');
    expect(strict('a')).toBe('a');
    expect(strict('same')).toBeInstanceOf(CellProblem);
  });

  it('tells codes apart that differ in case only', () => {
    const strict = categoricalColumn.reader(
      categoricalSpec({ categories: [category('m', 'married'), category('M', 'male')], unknown: 'reject' }),
    );
    expect(strict('m')).toBe('m');
    expect(strict('M')).toBe('M');
  });

  it('takes a missing token that is declared for its category', () => {
    const tokens = [category('-', 'none'), category('x', 'N/A', '无')];
    const declared = categoricalColumn.reader(categoricalSpec({ categories: tokens }));
    expect(declared('-')).toBe('-');
    expect(declared('n/a')).toBe('x');
    expect(declared('N/A')).toBe('x');
    expect(declared('?')).toBeNull();
  });
});

describe('categorical state and features', () => {
  it('has a slot for each category, for missing and for unknown values', () => {
    const column = categoricalSpec();
    const state = categoricalColumn.fit(['A41', null, 'boat', 'A41'], column);
    expect(state).toMatchObject({
      categories: ['A40', 'A41', 'A42'],
      counts: [0, 2, 0],
      unknown: 1,
      hasMissing: true,
    });
    expect(categoricalColumn.features(state, column).map(({ name }) => name)).toEqual([
      'purpose=A40',
      'purpose=A41',
      'purpose=A42',
      'purpose?',
      'purpose*',
    ]);
    const notes = new NoteList();
    expect(encodeColumn(['A42', null, 'boat'], { column, state, notes })).toEqual([
      [0, 0, 1, 0, 0],
      [0, 0, 0, 1, 0],
      [0, 0, 0, 0, 1],
    ]);
    expect(notes.notes).toEqual([[2, 'unknown-category', 'one of A40, A41, A42', '"boat"']]);
  });

  it('learns undeclared categories by frequency, then by name', () => {
    const column = categoricalSpec({ categories: undefined });
    const state = categoricalColumn.fit(['b', 'c', 'a', 'c', 'b', 'é', 'Z'], column);
    expect(state.categories).toEqual(['b', 'c', 'Z', 'a', 'é']);
    expect(state.counts).toEqual([2, 2, 1, 1, 1]);
  });

  it('fills with the most frequent category and flags', () => {
    const column = categoricalSpec({ missing: 'most-frequent' });
    const state = categoricalColumn.fit(['A42', 'A41', 'A42', null], column);
    const notes = new NoteList();
    expect(encodeColumn([null], { column, state, notes })).toEqual([[0, 0, 1, 1, 0]]);
    expect(notes.notes[0].slice(1, 3)).toEqual(['missing', 'one of A40, A41, A42 (filled with A42)']);
  });

  it('fills with a declared category, given by code or label', () => {
    const column = categoricalSpec({ missing: { fill: 'used car' }, unknown: 'reject' });
    const state = categoricalColumn.fit(['A42'], column);
    expect(encodeColumn([null], { column, state })).toEqual([[0, 1, 0]]);
    expect(() => categoricalColumn.fit(['A42'], categoricalSpec({ missing: { fill: 'boat' } }))).toThrow(
      InvalidSpecificationError,
    );
  });

  it('takes learnt categories of fewer than five rows for unknown ones, from a hundred rows on', () => {
    const column = categoricalSpec({ categories: undefined });
    const values = [...Array.from({ length: 120 }, (_, i) => (i % 2 ? 'a' : 'b')), 'c', 'c', 'c', 'c'];
    const state = categoricalColumn.fit(values, column);
    expect(state).toMatchObject({ categories: ['a', 'b'], counts: [60, 60], unknown: 4 });
    expect(encodeColumn(['a', 'c', 'd'], { column, state })).toEqual([
      [1, 0, 0, 0],
      [0, 0, 0, 1],
      [0, 0, 0, 1],
    ]);
    const small = categoricalColumn.fit(values.slice(30), column);
    expect(small).toMatchObject({ categories: ['a', 'b', 'c'], unknown: 0 });
    const index = categoricalSpec({ categories: undefined, encoding: 'index' });
    expect(categoricalColumn.fit(values, index).categories).toEqual(['a', 'b', 'c']);
  });

  it('refuses a column of names', () => {
    const values = Array.from({ length: 1001 }, (_, i) => `name ${i}`);
    expect(() => categoricalColumn.fit(values, categoricalSpec({ categories: undefined }))).toThrow(
      InvalidInputError,
    );
  });
});

it('finds a category that an earlier version learnt in another spelling', () => {
  for (const encoding of ['one-hot', 'index'] as const) {
    const column = categoricalSpec({ categories: undefined, encoding });
    const read = categoricalColumn.reader(column);
    const state = {
      ...categoricalColumn.fit([], column),
      categories: ['3.0', 'cafe\u0301', '4', '4.0'],
      counts: [9, 8, 7, 6],
    };
    const rows = ['3.0', 3, 'caf\u00e9', '4'].map((cell) => read(cell) as string);
    const notes = new NoteList();
    const encoded = encodeColumn(rows, { column, state, notes });
    expect(encoded.map((row) => (encoding === 'index' ? row[0] : row.indexOf(1) + 1))).toEqual([1, 1, 2, 3]);
    expect(notes.notes).toEqual([]);
  }
});

describe('names of rows that are taken for categories', () => {
  const review = (values: (string | null)[], given: Partial<CategoricalColumnSpec> = {}) => {
    const column = categoricalSpec({ categories: undefined, ...given });
    return categoricalColumn.review?.({ values, inputAt: () => '' }, column);
  };
  const names = (count: number) => Array.from({ length: count }, (_, i) => `name ${i}`);

  it('are found where nearly every row has one of its own', () => {
    const [found] = review(['name 0', null, ...names(40)]) ?? [];
    expect(found).toMatchObject({ code: 'identifier-like' });
    expect(found.rows).toHaveLength(39);
    expect(found.rows[0]).toBe(3);
  });

  it('are none where values come back, are declared, or are few', () => {
    expect(review([...names(30), ...names(4)])).toEqual([]);
    expect(review(names(19))).toEqual([]);
    const declared = names(30).map((name) => category(name, `label of ${name}`));
    expect(review(names(30), { categories: declared })).toEqual([]);
  });
});
