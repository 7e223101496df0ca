import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RowBytes } from './row-bytes.js';
import { formatCell } from './writer.js';

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'",;\t|\n\r =-+@1e.é＝\0\u00a0\u200b\ufeff') }),
  fc.string({ unit: 'grapheme' }),
  fc.double({ noNaN: true }).map(String),
);

describe('output rows', () => {
  it('are those that the texts of the cells would give', () => {
    const rows = fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 8 });
    fc.assert(
      fc.property(rows, fc.constantFrom(',', ';', '\t', '|'), (given, delimiter) => {
        const out = new RowBytes(delimiter, 4);
        const start = Buffer.from('é,1');
        for (const cells of given) {
          out.copy(start, 0, start.length);
          for (const one of cells) out.nextCell(one);
          out.endRow();
        }
        const expected = given.map(
          (cells) => `é,1${cells.map((one) => delimiter + formatCell(one, delimiter)).join('')}\n`,
        );
        expect(Buffer.from(out.taken()).toString('utf8')).toBe(
          Buffer.from(expected.join('')).toString('utf8'),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('keep long runs of bytes', () => {
    const long = Buffer.alloc(5000, 'long');
    const out = new RowBytes(',', 0);
    out.copy(long, 1, 4999);
    out.text('end');
    expect(Buffer.from(out.taken()).toString()).toBe(`${long.subarray(1, 4999).toString()}end`);
  });
});
