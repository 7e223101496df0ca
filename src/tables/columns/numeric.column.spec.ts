import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CellProblem } from './column-kind.js';
import { encodeColumn, NoteList, numericSpec } from './columns.fixture.js';
import { plainNumber } from './number-text.js';
import { numericColumn } from './numeric.column.js';

const read = numericColumn.reader(numericSpec());

describe('reading numbers', () => {
  it.each<[unknown, number]>([
    ['12', 12],
    [' 12.5\t', 12.5],
    ['-0.25', -0.25],
    ['+7', 7],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    ['0E2', 0],
    ['-2.5e-3', -0.0025],
    ['12345678901234567890', 12345678901234567890],
    [3.5, 3.5],
    [0, 0],
  ])('takes %j', (input, value) => expect(read(input)).toBe(value));

  it.each(['', '  ', 'NA', 'n/a', 'NULL', 'nan', '-', '?', ' ? ', null, undefined])(
    'takes %j for missing',
    (input) => expect(read(input)).toBeNull(),
  );

  it.each<[unknown, string]>([
    ['1,234.5', 'a number with a decimal point and no thousands separators: write 1234.5'],
    ['1.234,5', 'a number with a decimal point and no thousands separators: write 1234.5'],
    ['1,234', 'a number with a decimal point and no thousands separators: write 1234 or 1.234'],
    ['0,123', 'a number with a decimal point and no thousands separators: write 0.123'],
    ['1,234,567', 'a number with a decimal point and no thousands separators: write 1234567'],
    ['1.234.567', 'a number with a decimal point and no thousands separators: write 1234567'],
    ['0,5', 'a number with a decimal point and no thousands separators: write 0.5'],
    ['-,5', 'a number with a decimal point and no thousands separators: write -0.5'],
    ['1 234', 'a number with a decimal point and no thousands separators: write 1234'],
    ["1'234.50", 'a number with a decimal point and no thousands separators: write 1234.50'],
    ['$1,234.50', 'a number with a decimal point and no thousands separators: write 1234.50'],
    ['€ 99', 'a number without a currency or percent sign: write 99'],
    ['99 EUR', 'a number without a currency or percent sign: write 99'],
    ['45%', 'a number without a currency or percent sign: write 45'],
    ['twelve', 'a number'],
    ['0x1F', 'a number'],
    ['0b1', 'a number'],
    ['0B1', 'a number'],
    ['Infinity', 'a number'],
    ['1_000', 'a number with a decimal point and no thousands separators: write 1000'],
    ['1.2.3', 'a number'],
    ['--5', 'a number'],
    ['1e', 'a number'],
    ['1e999', 'a finite number'],
    [Infinity, 'a finite number'],
    [NaN, 'a finite number'],
    [true, 'a number'],
    [[1], 'a number'],
  ])('refuses %j and says how to write it', (input, expected) => {
    const problem = read(input);
    expect(problem).toBeInstanceOf(CellProblem);
    expect((problem as CellProblem).expected).toBe(expected);
  });

  it('refuses fractions in a column of whole numbers', () => {
    const readWhole = numericColumn.reader(numericSpec({ integer: true }));
    expect(readWhole('3.0')).toBe(3);
    expect(readWhole(' 3 ')).toBe(3);
    expect(readWhole('3.5')).toEqual(new CellProblem('a whole number', '"3.5"'));
    expect(readWhole(3.5)).toEqual(new CellProblem('a whole number', '3.5'));
  });

  it('reads plain texts to the same bits as JavaScript', () => {
    const digits = fc.stringMatching(/^[+-]?\d{1,9}(\.\d{0,9})?$/);
    fc.assert(fc.property(digits, (text) => expect(read(text)).toBe(Number(text))));
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(read(String(value))).toBe(Number(String(value)));
        expect([NaN, Number(String(value))]).toContainEqual(plainNumber(String(value)));
      }),
    );
  });
});

describe('numeric state and features', () => {
  it('standardises with the training mean and deviation', () => {
    const column = numericSpec();
    const state = numericColumn.fit([1, 2, 3, 6], column);
    expect(state).toEqual({
      count: 4,
      hasMissing: false,
      fill: 2.5,
      minimum: 1,
      maximum: 6,
      mean: 3,
      standardDeviation: Math.sqrt(3.5),
      constant: false,
    });
    expect(encodeColumn([3, 6], { column, state })).toEqual([[0], [Math.fround(3 / Math.sqrt(3.5))]]);
  });

  it('fills and flags missing values that the training rows had too', () => {
    const column = numericSpec({ missing: 'mean' });
    const state = numericColumn.fit([1, null, 5], column);
    expect(state.fill).toBe(3);
    expect(numericColumn.features(state, column).map(({ name, role }) => [name, role])).toEqual([
      ['amount', 'number'],
      ['amount?', 'missing'],
    ]);
    const notes = new NoteList();
    expect(encodeColumn([null, 5], { column, state, notes })).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(notes.notes).toEqual([
      [0, 'missing', 'a number (filled with 3, the training mean)', 'nothing (missing)'],
    ]);
  });

  it('fills and notes a missing value that the training rows never had, without a flag', () => {
    const column = numericSpec({ missing: { fill: 2 } });
    const state = numericColumn.fit([1, 3, 5], column);
    const notes = new NoteList();
    expect(encodeColumn([null], { column, state, notes })).toEqual(encodeColumn([2], { column, state }));
    expect(notes.notes.map(([row, code]) => [row, code])).toEqual([[0, 'missing']]);
  });

  it('flags values outside the declared range, or else outside the training rows', () => {
    const ranged = numericSpec({ range: [0, 10] });
    const notes = new NoteList();
    encodeColumn([-1, 0, 10, 11], { column: ranged, state: numericColumn.fit([1, 2], ranged), notes });
    expect(notes.notes).toEqual([
      [0, 'out-of-range', '0 to 10', '-1'],
      [3, 'out-of-range', '0 to 10', '11'],
    ]);
    const free = numericSpec();
    const others = new NoteList();
    encodeColumn([1, 3], { column: free, state: numericColumn.fit([1, 2], free), notes: others });
    expect(others.notes).toEqual([[1, 'out-of-range', '1 to 2, as in the training rows', '3']]);
  });

  it('takes the logarithm before standardising when asked', () => {
    const column = numericSpec({ transform: 'log1p' });
    const state = numericColumn.fit([0, Math.E - 1], column);
    expect(state.mean).toBeCloseTo(0.5, 12);
    expect(encodeColumn([Math.E ** 2 - 1], { column, state })[0][0]).toBeCloseTo(3, 5);
    expect(encodeColumn([-5], { column, state })[0][0]).toBeCloseTo((-Math.log(6) - 0.5) / 0.5, 5);
  });

  it.each([[[7, 7, 7]], [[0.1, 0.1, 0.1]], [[null, null]], [[]]])(
    'gives 0 for a column without variation: %j',
    (values) => {
      const column = numericSpec();
      const state = numericColumn.fit(values, column);
      expect(state.constant).toBe(true);
      expect(encodeColumn([7, -1e9, null], { column, state }).map(([feature]) => feature)).toEqual([0, 0, 0]);
    },
  );

  it('stays finite with the largest and the smallest numbers', () => {
    const column = numericSpec();
    for (const values of [
      [Number.MAX_VALUE, -Number.MAX_VALUE, 0],
      [1e-300, 2e-300],
      [5e-324, 0],
      [1, 1 + 2 ** -52],
    ]) {
      const state = numericColumn.fit(values, column);
      const features = encodeColumn([...values, Number.MAX_VALUE, -Number.MAX_VALUE], {
        column,
        state,
      }).flat();
      expect(features.every(Number.isFinite)).toBe(true);
      expect(state.constant).toBe(false);
    }
  });
});
