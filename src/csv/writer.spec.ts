import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseBlock } from './records.js';
import { formatCell, formatNumber, formatRow } from './writer.js';

const delimiters = [',', ';', '\t', '|'];
const cell = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom(
      '"',
      ',',
      ';',
      '\t',
      '|',
      '\n',
      '\r',
      ' ',
      '=',
      '-',
      '+',
      '@',
      '1',
      'e',
      '.',
      'é',
      "'",
      '\0',
      '\u00a0',
      '\u200b',
      '\ufeff',
    ),
  }),
);

/** The documented change: an apostrophe before what a spreadsheet would run. */
function afterWriting(text: string): string {
  const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text.trim());
  const isFormula = /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]*[=+\-@\t\r\n＝＋－＠]/u.test(text);
  const isSafe = (isNumber || text.trim() === '-') && !/[\t\r\n]/.test(text);
  return isFormula && !isSafe ? `'${text}` : text;
}

describe('formatRow', () => {
  it('is read back as the same cells, but for the apostrophe', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...delimiters),
        fc.constantFrom('\n', '\r\n'),
        (rows, delimiter, lineEnd) => {
          const text = rows.map((cells) => formatRow(cells, delimiter) + lineEnd).join('');
          const parsed = parseBlock(new Uint8Array(Buffer.from(text)), { delimiter, columnCount: 3 });
          expect(parsed.records).toEqual(rows.map((cells) => cells.map((value) => afterWriting(value))));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is read back in a file of one column, empty cells too', () => {
    const text = ['', 'a', ' '].map((value) => `${formatRow([value], ',')}\n`).join('');
    expect(text).toBe('""\na\n \n');
    const parsed = parseBlock(new Uint8Array(Buffer.from(text)), { delimiter: ',', columnCount: 1 });
    expect(parsed.records).toEqual([[''], ['a'], [' ']]);
  });

  it('joins the cells that formatCell gives', () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2 }), (cells) => {
        expect(formatRow(cells, ';')).toBe(cells.map((value) => formatCell(value, ';')).join(';'));
      }),
    );
  });
});

describe('formatCell', () => {
  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['a\nb', '"a\nb"'],
    ['=1+1', "'=1+1"],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ['+3.2e4', '+3.2e4'],
    ['-5', '-5'],
    ['-.5', '-.5'],
    ['-', '-'],
    ['--1', "'--1"],
    ['-5+cmd', "'-5+cmd"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
    ['＝1+1', "'＝1+1"],
    [' =1+1', "' =1+1"],
    ['\0=1+1', "'\0=1+1"],
    ['\ufeff@SUM(A1)', "'\ufeff@SUM(A1)"],
    [' =1,2', `"' =1,2"`],
    [' -5', ' -5'],
    ['a=b', 'a=b'],
    ['', ''],
  ])('writes %j as %j', (value, written) => {
    expect(formatCell(value, ',')).toBe(written);
  });

  it.each(['|', '^', ']', '\\', '-', ' '])('quotes the delimiter %j alone', (delimiter) => {
    expect(formatCell(`a${delimiter}b`, delimiter)).toBe(`"a${delimiter}b"`);
    expect(formatCell('a,b', delimiter)).toBe('a,b');
  });
});

describe('formatNumber', () => {
  it('is read back as the same number and never taken for a formula', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = formatNumber(value);
        expect(Number(text) === value).toBe(true);
        expect(formatCell(text, ',')).toBe(text);
      }),
    );
  });

  it('writes a missing value as an empty cell and refuses what is no number', () => {
    expect(formatNumber(null)).toBe('');
    expect(() => formatNumber(NaN)).toThrow('NaN');
    expect(() => formatNumber(-Infinity)).toThrow('-Infinity');
  });
});
