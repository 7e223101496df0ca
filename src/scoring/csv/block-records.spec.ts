import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hasPlainFields } from '../../csv/fields.js';
import { RowBytes } from '../../csv/row-bytes.js';
import { formatRow } from '../../csv/writer.js';
import { recordsOf } from './block-records.js';

/** The rows of a block, written back; how each was read is told by `isPlain`. */
function writtenBack(text: string, { delimiter, columnCount }: { delimiter: string; columnCount: number }) {
  const bytes = new Uint8Array(Buffer.from(text));
  const block = { bytes, index: 0, firstRecord: 0, records: 0, firstLine: 2, firstByte: 0 };
  const records = recordsOf(block, { layout: { delimiter, columnCount }, positions: [] });
  const out = new RowBytes(delimiter, 16);
  records.recordIndexes.forEach((_, record) => {
    records.write(record, out);
    out.endRow();
  });
  return { isPlain: hasPlainFields(bytes), text: Buffer.from(out.taken()).toString('utf8') };
}

describe('the records of a block', () => {
  it('are written back alike whether they were read by their bytes or as texts', () => {
    const unit = fc.constantFrom(...' \t\0\x1b\u0085=+-@15.ex中あé＝－\u00a0\ufeff\u200b\u3000');
    const cell = fc.oneof(fc.string({ unit, minLength: 1 }), fc.integer().map(String));
    const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 });
    const isFree = (given: string[][], delimiter: string) =>
      !given.flat().some((one) => one.includes(delimiter));
    fc.assert(
      fc.property(rows, fc.constantFrom(',', ';', '\t', '|'), (given, delimiter) => {
        fc.pre(isFree(given, delimiter));
        const layout = { delimiter, columnCount: 3 };
        const plain = writtenBack(given.map((cells) => `${cells.join(delimiter)}\n`).join(''), layout);
        const quoted = given.map((cells) => `${cells.map((one) => `"${one}"`).join(delimiter)}\n`);
        const texts = writtenBack(quoted.join(''), layout);
        expect([plain.isPlain, texts.isPlain]).toEqual([true, false]);
        expect(plain.text).toBe(texts.text);
        expect(plain.text).toBe(given.map((cells) => `${formatRow(cells, delimiter)}\n`).join(''));
      }),
      { numRuns: 500 },
    );
  });

  it.each([',', ';', '\t', '|'])('get an apostrophe where %j stands between cells that would run', (sign) => {
    const line = [' =1+1', '\0@x', ' -5'].join(sign);
    const layout = { delimiter: sign, columnCount: 3 };
    expect(writtenBack(`${line}\n`, layout).text).toBe(`${["' =1+1", "'\0@x", ' -5'].join(sign)}\n`);
  });
});
