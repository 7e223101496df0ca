import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { BlockSplitter, type CsvBlock } from './block-splitter.js';
import type { CsvLayout } from './layout.js';
import { textAt } from './cell-text.js';
import { fieldsOf, hasPlainFields } from './fields.js';
import { isPlainBlock, parsePlainBlock } from './plain-block.js';
import { parseQuotedBlock } from './quoted-block.js';
import { locate, parseBlock, type ParsedBlock } from './records.js';

const utf8 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const origin = { firstLine: 1, firstByte: 0 };

/** Pieces of which files are mangled together; a wrong byte and a NUL among them. */
const signs = [
  'a',
  'bc',
  '1',
  ' ',
  '\t',
  '\v',
  ',',
  ',',
  ';',
  '\n',
  '\n',
  '\r\n',
  '\r',
  '\r\r\n',
  'é',
  '中',
  '#',
  '\ufeff',
];
const quotes = ['"', '"', '""', ',"', '",', '"\n', '\0'];
const mangled = (pieces: readonly string[], wrongBytes: boolean): fc.Arbitrary<Uint8Array> => {
  const texts = pieces.map((text) => fc.constant(Buffer.from(text)));
  const wrong = wrongBytes ? [fc.constant(Buffer.from([0xff])), fc.constant(Buffer.from([0xe4, 0xb8]))] : [];
  return fc
    .array(fc.oneof(...texts, ...wrong), { maxLength: 60 })
    .map((parts) => new Uint8Array(Buffer.concat(parts)));
};
const anyFile = fc.oneof(mangled([...signs, ...quotes], true), mangled(signs, false));

function split(bytes: Uint8Array, layout: CsvLayout, blockBytes: number): CsvBlock[] {
  const limits = { blockBytes, maxRecordBytes: 1_000_000, name: 'file', ...origin };
  const splitter = new BlockSplitter(layout, limits);
  return [...splitter.push(bytes), ...splitter.end()];
}

/** What csv-parse alone makes of the whole file, every line a record. */
function oracle(bytes: Uint8Array, delimiter: string): string[][] {
  return parse(bytes, {
    delimiter,
    relax_quotes: true,
    relax_column_count: true,
    skip_records_with_error: true,
    record_delimiter: ['\r\n', '\n', '\r'],
  });
}

function joined(bytes: Uint8Array, layout: CsvLayout, blockBytes: number): ParsedBlock {
  const parts = split(bytes, layout, blockBytes).map((block) => ({
    block,
    parsed: parseBlock(block.bytes, { ...layout, ...block }),
  }));
  for (const { block, parsed } of parts) {
    expect(parsed.records.length + parsed.rejects.length).toBe(block.records);
  }
  return {
    records: parts.flatMap(({ parsed }) => parsed.records),
    recordIndexes: Int32Array.from(
      parts.flatMap(({ block, parsed }) => [...parsed.recordIndexes].map((i) => block.firstRecord + i)),
    ),
    lines: Int32Array.from(parts.flatMap(({ parsed }) => [...parsed.lines])),
    rejects: parts.flatMap(({ block, parsed }) =>
      parsed.rejects.map((reject) => ({ ...reject, record: block.firstRecord + reject.record })),
    ),
    blankLines: parts.reduce((sum, { parsed }) => sum + parsed.blankLines, 0),
    commentLines: parts.reduce((sum, { parsed }) => sum + parsed.commentLines, 0),
  };
}

describe('parseBlock', () => {
  it('gives the same records, lines and rejects whatever the block size', () => {
    fc.assert(
      fc.property(
        anyFile,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(1, 2, 3),
        (bytes, size, columnCount) => {
          const layout = { delimiter: ',', columnCount, comment: '#' };
          const blocks = split(bytes, layout, size);
          expect(Buffer.concat(blocks.map((block) => block.bytes)).equals(bytes)).toBe(true);
          expect(joined(bytes, layout, size)).toEqual(parseBlock(bytes, layout));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('gives each record and cell that csv-parse finds in the whole file', () => {
    fc.assert(
      fc.property(anyFile, fc.integer({ min: 1, max: 40 }), (bytes, size) => {
        const expected = oracle(bytes, ',');
        const one = joined(bytes, { delimiter: ',', columnCount: 1 }, size);
        const unclosed = one.rejects.filter(({ code }) => code === 'unclosed-quote').length;
        expect(one.records.length + one.rejects.length).toBe(expected.length + unclosed);
        one.records.forEach((record, i) => expect(record).toEqual(expected[one.recordIndexes[i]]));
        const spoilt = new Set(
          one.rejects.filter(({ code }) => code !== 'field-count').map(({ record }) => record),
        );
        const several = joined(bytes, { delimiter: ',', columnCount: 2 }, size);
        expect(several.records).toEqual(expected.filter((cells, i) => cells.length === 2 && !spoilt.has(i)));
        const all = several.records.length + several.rejects.length + several.blankLines;
        expect(all).toBe(one.records.length + one.rejects.length);
      }),
      { numRuns: 400 },
    );
  });

  it('reads plain blocks by hand as the general way reads them', () => {
    const plain = mangled(signs, false);
    fc.assert(
      fc.property(
        plain,
        fc.constantFrom(',', ';', '\t', '|', ' '),
        fc.constantFrom(1, 2, 3),
        fc.constantFrom(undefined, '#'),
        (bytes, delimiter, columnCount, comment) => {
          expect(isPlainBlock(bytes)).toBe(true);
          const context = { delimiter, columnCount, comment, firstLine: 5, firstByte: 70 };
          expect(parsePlainBlock(bytes, context)).toEqual(parseQuotedBlock(bytes, context));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('finds the same cells by their places as texts', () => {
    fc.assert(
      fc.property(
        mangled(signs, false),
        fc.constantFrom(',', ';', '\t', '|', ' '),
        fc.constantFrom(1, 2, 3),
        fc.constantFrom(undefined, '#'),
        (bytes, delimiter, columnCount, comment) => {
          fc.pre(hasPlainFields(bytes));
          const context = { delimiter, columnCount, comment, firstLine: 5, firstByte: 70 };
          const { records, recordIndexes, rejects } = parseQuotedBlock(bytes, context);
          const fields = fieldsOf(bytes, context);
          expect({ recordIndexes: fields.recordIndexes, rejects: fields.rejects }).toEqual({
            recordIndexes,
            rejects,
          });
          const cells = Array.from({ length: fields.records }, (_, record) =>
            Array.from({ length: columnCount }, (_cell, i) => {
              const at = record * (columnCount + 1) + i;
              return textAt(bytes, fields.places[at], fields.places[at + 1] - 1);
            }),
          );
          expect(cells).toEqual(records);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['a,b\n', true],
    ['a,b\r\nc,d', true],
    ['a,b\rc,d\n', false],
    ['a,b\r', false],
    ['a,b\r\r\n', false],
    ['a,"b"\n', false],
  ])('says whether %j has plain fields: %s', (text, expected) => {
    expect(hasPlainFields(utf8(text))).toBe(expected);
  });

  it('takes blocks with quotes or bytes that are no UTF-8 as not plain', () => {
    expect(isPlainBlock(utf8('a,"b"\n'))).toBe(false);
    expect(isPlainBlock(new Uint8Array([0x61, 0xff]))).toBe(false);
  });

  it('keeps quoted delimiters, quotes and line ends, and quotes inside unquoted cells', () => {
    const parsed = parseBlock(utf8('"a,b","say ""hi""","two\r\nlines"\n5" pipe,x,\n'), {
      delimiter: ',',
      columnCount: 3,
    });
    expect(parsed.records).toEqual([
      ['a,b', 'say "hi"', 'two\r\nlines'],
      ['5" pipe', 'x', ''],
    ]);
    expect([...parsed.lines]).toEqual([1, 3]);
  });

  it('rejects a wrong number of fields with its line and text, and keeps the rest', () => {
    const parsed = parseBlock(utf8('1,2\n3\n\n4,5,6\r\n7,8'), {
      delimiter: ',',
      columnCount: 2,
      firstLine: 10,
    });
    expect(parsed.records).toEqual([
      ['1', '2'],
      ['7', '8'],
    ]);
    expect([...parsed.recordIndexes]).toEqual([0, 3]);
    expect(parsed.blankLines).toBe(1);
    expect(parsed.rejects).toEqual([
      { record: 1, line: 11, code: 'field-count', expected: '2 fields', received: '1 field', text: '3' },
      { record: 2, line: 13, code: 'field-count', expected: '2 fields', received: '3 fields', text: '4,5,6' },
    ]);
  });

  it('names the line at which a quote that never closes was opened', () => {
    const parsed = parseBlock(utf8('1,2\n"x\ny",3\n4,"5\n6,7\n'), { delimiter: ',', columnCount: 2 });
    expect(parsed.records).toHaveLength(2);
    expect(parsed.rejects).toEqual([
      {
        record: 2,
        line: 4,
        code: 'unclosed-quote',
        expected: 'a quote that closes the one opened at line 4',
        received: 'the end of the file',
        text: '4,"5\n6,7\n',
      },
    ]);
  });

  it('rejects text behind a closing quote', () => {
    const [reject] = parseBlock(utf8('1,"2" x\n'), { delimiter: ',', columnCount: 2 }).rejects;
    expect(reject).toMatchObject({
      code: 'text-after-quote',
      line: 1,
      received: 'further text',
      text: '1,"2" x',
    });
  });

  it('rejects only the record whose bytes are no UTF-8, names the byte and shows it as Latin-1', () => {
    const bytes = new Uint8Array(
      Buffer.concat([Buffer.from('é,1\nM'), Buffer.from([0xfc]), Buffer.from('ller,2\nb,3\n')]),
    );
    const parsed = parseBlock(bytes, { delimiter: ',', columnCount: 2, firstLine: 2, firstByte: 100 });
    expect(parsed.records).toEqual([
      ['é', '1'],
      ['b', '3'],
    ]);
    expect(parsed.rejects).toEqual([
      {
        record: 1,
        line: 3,
        code: 'invalid-utf8',
        expected: 'UTF-8',
        received: 'byte 0xfc at offset 106 of the file, probably windows-1252',
        text: 'Müller,2',
      },
    ]);
  });

  it('takes a line of white space for a record only in a file of one column', () => {
    const text = utf8('a\n\n \t\nb\n');
    const one = parseBlock(text, { delimiter: ',', columnCount: 1 });
    expect(one.records).toEqual([['a'], [''], [' \t'], ['b']]);
    expect(one.blankLines).toBe(0);
    const two = parseBlock(text, { delimiter: ',', columnCount: 2 });
    expect(two.blankLines).toBe(2);
    expect(two.rejects.map(({ line }) => line)).toEqual([1, 4]);
  });

  it('does not take a line of tabulators for blank when they are the delimiter', () => {
    expect(parseBlock(utf8('\t\n'), { delimiter: '\t', columnCount: 2 }).records).toEqual([['', '']]);
  });

  it('reads a cell of 10 MB', () => {
    const cell = 'x,'.repeat(5_000_000);
    const parsed = parseBlock(utf8(`1,"${cell}"\n`), { delimiter: ',', columnCount: 2 });
    expect(parsed.records[0][1] === cell).toBe(true);
  });
});

describe('locate', () => {
  it('finds line and text of the rejected records and of any other', () => {
    fc.assert(
      fc.property(anyFile, fc.constantFrom(1, 2), (bytes, columnCount) => {
        const context = { delimiter: ',', columnCount, firstLine: 3 };
        const { rejects, lines, recordIndexes } = parseBlock(bytes, context);
        expect(
          locate(
            bytes,
            rejects.map(({ record }) => record),
            context,
          ),
        ).toEqual(rejects.map(({ line, text }) => ({ line, text })));
        expect(locate(bytes, recordIndexes, context).map(({ line }) => line)).toEqual([...lines]);
      }),
    );
  });

  it('says when there is no such record', () => {
    expect(() => locate(utf8('a,b\n'), [1], { delimiter: ',', columnCount: 2 })).toThrow('no record 1');
  });
});

describe('BlockSplitter', () => {
  it('gives each block an ArrayBuffer of its own', () => {
    const blocks = split(utf8('a,b\nc,d\ne,f\n'), { delimiter: ',', columnCount: 2 }, 4);
    expect(blocks.length).toBeGreaterThan(1);
    for (const { bytes } of blocks) expect(bytes.buffer.byteLength).toBe(bytes.length);
  });

  it('refuses a record beyond the limit with its line and the likely cause', () => {
    const splitter = new BlockSplitter(
      { delimiter: ',', columnCount: 2 },
      { blockBytes: 10, maxRecordBytes: 50, name: 'a.csv', firstLine: 2, firstByte: 4 },
    );
    const text = utf8(`1,2\n3,"4${'\nx,y'.repeat(40)}`);
    const read = (): unknown => [...splitter.push(text)];
    expect(read).toThrow(
      'a.csv, line 3: expected records of at most 50 bytes, received a longer record that starts at line 3',
    );
  });
});
