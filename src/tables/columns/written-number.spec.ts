import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CellProblem } from './column-kind.js';
import { numericSpec } from './columns.fixture.js';
import { cellReader } from './index.js';
import { numericColumn } from './numeric.column.js';
import type { NumberForm } from './written-number.js';

const read = (form: NumberForm, ...inputs: unknown[]) =>
  inputs.map((input) => {
    const value = numericColumn.reader(numericSpec(form))(input);
    return value instanceof CellProblem ? value.expected : value;
  });

describe('numbers in a declared form', () => {
  it('have a decimal comma and points between thousands', () => {
    const form: NumberForm = { decimal: ',', thousands: '.' };
    expect(read(form, '1.234', '850,00', ' -1.234.567,5', '1234,5', '7', ',5', '5,', '1,5e3', 1.234)).toEqual(
      [1234, 850, -1234567.5, 1234.5, 7, 0.5, 5, 1500, 1.234],
    );
    const expected = 'a number with a decimal comma and points between thousands, such as 1.234,5';
    expect(read(form, '1.23', '1234.567', '1,234.5', '12.34.567', '1.234.', ',', 'x')).toEqual(
      Array(7).fill(expected),
    );
    expect(read(form, '', 'NA', '-', null)).toEqual([null, null, null, null]);
  });

  it('leave no text open: a point is refused where only a decimal comma is declared', () => {
    const expected = 'a number with a decimal comma and no thousands separators, such as 1234,5';
    expect(read({ decimal: ',' }, '1.234', '850,00', '1.234,5')).toEqual([expected, 850, expected]);
  });

  it('have other separators between thousands', () => {
    expect(read({ thousands: ',' }, '1,234.50', '12,34,567', '1234.5', '1.234')).toEqual([
      1234.5, 1234567, 1234.5, 1.234,
    ]);
    expect(read({ thousands: ' ', decimal: ',' }, '1 234,5', '1\u202f234', '1\u00a0234\u00a0567')).toEqual([
      1234.5, 1234, 1234567,
    ]);
    expect(read({ thousands: "'" }, "1'234.50", '1’234')).toEqual([1234.5, 1234]);
    expect(read({ thousands: ',' }, '1,23', '1,2345', '0,5')).toEqual(
      Array(3).fill('a number with a decimal point and commas between thousands, such as 1,234.5'),
    );
  });

  it('are those that a program of that country writes', () => {
    const written = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 6 });
    const amount = fc.integer({ min: -1e9, max: 1e9 }).map((cents) => cents / 100);
    fc.assert(
      fc.property(amount, (value) => {
        expect(read({ decimal: ',', thousands: '.' }, written.format(value))).toEqual([value]);
      }),
    );
  });

  it('keep to whole numbers and to missing tokens', () => {
    const column = numericSpec({ decimal: ',', thousands: '.', integer: true, missing_tokens: ['-1'] });
    const reader = cellReader(column);
    expect(['1.000', '1,0', '-1,00', -1].map((input) => reader(input))).toEqual([1000, 1, null, null]);
    expect(reader('1,5')).toEqual(new CellProblem('a whole number', '"1,5"'));
  });
});

describe('a point before three digits', () => {
  const review = (...texts: string[]) => {
    const column = numericSpec();
    const values = texts.map((text) => numericColumn.reader(column)(text));
    return numericColumn.review?.({ values, inputAt: (row) => texts[row] }, column);
  };

  it('is noted where other cells of the column are written with a comma or with several points', () => {
    expect(review('1.234', '850,00', '12.5', ' 2.500')).toMatchObject([
      { code: 'ambiguous-numbers', rows: [0, 3] },
    ]);
    expect(review('1.234', '1.234.567')).toMatchObject([{ rows: [0] }]);
  });

  it('is a decimal point in every other column', () => {
    expect(review('1.234', '850.00', '0.123', 'x')).toEqual([]);
    expect(review('850,00', '0.123', '12.5')).toEqual([]);
  });
});
