import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { utils, write, type WorkSheet } from 'xlsx';
import { InvalidInputError } from '../../core/errors.js';
import { fieldsOf } from '../fields.js';
import { readCsvFile } from '../read-table.js';
import { parseBlock } from '../records.js';
import { openCsv } from '../source.js';
import { checkedEntries } from './zip-sizes.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-forms-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let files = 0;
async function stored(content: string | Uint8Array): Promise<string> {
  const path = join(folder, `table-${files++}`);
  await writeFile(path, content);
  return path;
}

const read = async (content: string | Uint8Array) => readCsvFile(await stored(content));
const refusal = async (content: string | Uint8Array) =>
  read(content).then(
    () => undefined,
    (error: unknown) => error as InvalidInputError,
  );

describe('JSON Lines', () => {
  it('have the keys of all objects as columns, and a missing value where a row lacks one', async () => {
    const { header, records, lines, blankLines } = await read(
      '\ufeff{"a": 1, "b": "x, \\"y\\"\\nz"}\n\n{"b": null, "a": -2.5e-7, "c": [1, {"d": true}]}\r\n{"c": false, "a": ""}',
    );
    expect(header).toEqual(['a', 'b', 'c']);
    expect(records).toEqual([
      ['1', 'x, "y"\nz', ''],
      ['-2.5e-7', '', '[1,{"d":true}]'],
      ['', '', 'false'],
    ]);
    // A line end within a text counts as one.
    expect([lines, blankLines]).toEqual([[1, 4, 5], 1]);
  });

  it('refuse a line that is no such object by its place, and go on', async () => {
    const many = Array.from({ length: 60_000 }, (_, i) => `{"value": ${i}, "name": "row ${i}"}\n`).join('');
    const { records, rejects } = await read(
      `${many}nothing, "really"\n{"value": 1, "other": 2}\n{"value": 12345678901234567890}\n{"value": 7}\n[1]\n`,
    );
    expect(records).toHaveLength(60_001);
    expect(records.at(-1)).toEqual(['7', '']);
    expect(rejects.map(({ line, received, text }) => [line, received, text])).toEqual([
      [60_001, 'no JSON object', 'nothing, "really"'],
      [60_002, 'the further key "other"', '{"value": 1, "other": 2}'],
      [60_003, 'a number of value with more digits than are kept', '{"value": 12345678901234567890}'],
      [60_005, 'no JSON object', '[1]'],
    ]);
    expect(new Set(rejects.map(({ code, expected }) => `${code}: ${expected}`))).toEqual(
      new Set(['unreadable-row: a row with a value for each column']),
    );
  });

  it('refuse a line without a quote as one with quotes, by each way that records are read', async () => {
    const text = '{"a":1,"b":2}\nnope\n{"a":3,"b":4}\n';
    const source = await openCsv(await stored(text));
    for await (const { bytes, ...block } of source.blocks()) {
      const context = { ...source.layout, ...block };
      expect(fieldsOf(bytes, context).rejects).toEqual(parseBlock(bytes, context).rejects);
      expect(parseBlock(bytes, context).rejects).toMatchObject([
        { line: 2, code: 'unreadable-row', received: 'no JSON object', text: 'nope' },
      ]);
    }
  });

  it('have no value for what every object inherits, and refuse digits that are lost within a list', async () => {
    const { header, records, rejects } = await read(
      '{"constructor": "a", "__proto__": 1, "n": 5}\n{"n": 1e300}\n{"n": [1, 12345678901234567]}\n{"n": "12345678901234567"}\n',
    );
    expect([header, records]).toEqual([
      ['constructor', '__proto__', 'n'],
      [
        ['a', '1', '5'],
        ['', '', '1e+300'],
        ['', '', '12345678901234567'],
      ],
    ]);
    expect(rejects.map(({ line }) => line)).toEqual([3]);
  });

  it('tell bytes that are no UTF-8, and read another encoding that is named', async () => {
    const latin = Buffer.from('{"name": "é"}\n', 'latin1');
    const { records, rejects } = await read(Buffer.concat([Buffer.from('{"name": "e"}\n'), latin]));
    expect([records, rejects.map(({ received }) => received)]).toEqual([[['e']], ['other text than UTF-8']]);
    const named = await readCsvFile(await stored(latin), { encoding: 'windows-1252' });
    expect(named.records).toEqual([['é']]);
  });

  it('give back every text and number of a table, packed or not', async () => {
    const names = ['one', 'zwei, "2"', '三'];
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(table, fc.boolean(), async (rows, isPacked) => {
        const objects = rows.map((cells) => Object.fromEntries(cells.map((value, i) => [names[i], value])));
        const text = objects.map((row) => `${JSON.stringify(row)}\n`).join('');
        const { header, records, rejects } = await read(isPacked ? gzipSync(text) : text);
        const kept = rows.filter((cells) =>
          cells.every(
            (value) =>
              typeof value === 'string' ||
              !Number.isInteger(value) ||
              Number.isSafeInteger(value) ||
              Math.abs(value) >= 1e21,
          ),
        );
        expect(header).toEqual(names);
        expect(records).toEqual(
          kept.map((cells) =>
            cells.map((value) =>
              typeof value === 'string' ? value : String(JSON.parse(JSON.stringify(value))),
            ),
          ),
        );
        expect(rejects).toHaveLength(rows.length - kept.length);
      }),
      { numRuns: 60 },
    );
  });

  it('say what to do with a list of objects, and with lines that have no key', async () => {
    const list = await refusal('[{"a": 1}]');
    expect([list, list?.message]).toEqual([
      expect.any(InvalidInputError),
      expect.stringMatching(/one JSON list; expected JSON Lines/),
    ]);
    expect((await refusal('{}\n{}\n'))?.message).toMatch(
      /no line of its first megabyte is an object with a key/,
    );
  });

  it('are read by the same way as CSV: in blocks, with the hash of the file as it lies there', async () => {
    const csv = 'a,b\n1,x\n2,y\n';
    const source = await openCsv(await stored('{"a":1,"b":"x"}\n{"a":2,"b":"y"}\n'), { delimiter: ';' });
    const parts: Uint8Array[] = [];
    for await (const block of source.blocks()) parts.push(block.bytes);
    expect([source.delimiter, source.header.join(), Buffer.concat(parts).toString()]).toEqual([
      ',',
      'a,b',
      csv.slice(4),
    ]);
    expect([source.bytesRead(), source.layout.form]).toEqual([32, 'json-lines']);
  });
});

describe('Parquet', () => {
  const columns = [
    { name: 'name', data: ['a,b', null, 'é'], type: 'STRING' },
    { name: 'count', data: [1n, null, -3n], type: 'INT64' },
    { name: 'share', data: [0.5, 1e-7, null], type: 'DOUBLE' },
    { name: 'yes', data: [true, false, null], type: 'BOOLEAN' },
    {
      name: 'at',
      data: [new Date('2020-02-29T00:00:00Z'), null, new Date('2020-01-02T03:04:05.250Z')],
      type: 'TIMESTAMP',
    },
  ] as const;
  const bytesOf = (more: object = {}) =>
    Buffer.from(
      parquetWriteBuffer({ columnData: columns.map((one) => ({ ...one, data: [...one.data] })), ...more }),
    );

  it.each([
    ['one row group', {}],
    ['several, not compressed', { rowGroupSize: 2, codec: 'UNCOMPRESSED' }],
  ])('is read with %s', async (_what, more) => {
    const { header, records, lines } = await read(bytesOf(more));
    expect(header).toEqual(['name', 'count', 'share', 'yes', 'at']);
    expect(records).toEqual([
      ['a,b', '1', '0.5', 'true', '2020-02-29'],
      ['', '', '1e-7', 'false', ''],
      ['é', '-3', '', '', '2020-01-02 03:04:05.250'],
    ]);
    expect(lines).toEqual([2, 3, 4]);
  });

  it('that is cut off is refused as a whole', async () => {
    const whole = bytesOf();
    const cut = await refusal(whole.subarray(0, -20));
    expect([cut, cut?.message]).toEqual([
      expect.any(InvalidInputError),
      expect.stringMatching(/begins as a Parquet file but cannot be read/),
    ]);
  });

  it('reads bytes as text where they are, and refuses a row where they are not', async () => {
    const raw = [Buffer.from('é'), new Uint8Array([0xff, 0xfe]), null];
    const bytes = parquetWriteBuffer({
      columnData: [
        { name: 'id', data: [1, 2, 3], type: 'INT32' },
        { name: 'raw', data: raw, type: 'BYTE_ARRAY' },
      ],
    });
    const { records, rejects } = await read(Buffer.from(bytes));
    expect(records).toEqual([
      ['1', 'é'],
      ['3', ''],
    ]);
    expect(rejects).toMatchObject([{ line: 3, text: '2,', received: 'bytes of raw that are no text' }]);
  });
});

describe('a workbook', () => {
  const bytesOf = (sheets: Record<string, WorkSheet>, bookType: 'xlsx' | 'xlsb' = 'xlsx') => {
    const book = utils.book_new();
    for (const [name, sheet] of Object.entries(sheets)) utils.book_append_sheet(book, sheet, name);
    return write(book, { type: 'buffer', bookType }) as Buffer;
  };
  const rows = [
    ['name', 'amount', 'day', 'yes'],
    ['a, "b"', 0.1 + 0.2, { t: 'n', v: 43890, z: 'yyyy-mm-dd' }, true],
    [],
    ['é', -3, { t: 'n', v: 43890.75, z: 'dd/mm/yyyy hh:mm' }, undefined, undefined],
  ];

  it.each(['xlsx', 'xlsb'] as const)(
    '(%s) is read with its values as they are, not as they are shown',
    async (type) => {
      const sheet = utils.aoa_to_sheet(rows);
      sheet.B2 = { t: 'n', v: 0.1 + 0.2, z: '0.0' };
      const { header, records, lines } = await read(
        bytesOf({ Empty: utils.aoa_to_sheet([[]]), Table: sheet }, type),
      );
      expect(header).toEqual(['name', 'amount', 'day', 'yes']);
      expect(records[0].slice(0, 3)).toEqual(['a, "b"', String(0.1 + 0.2), '2020-02-29']);
      expect(records[1]).toEqual(['é', '-3', '2020-02-29 18:00:00', '']);
      expect(lines).toEqual([2, 4]);
    },
  );

  it('that counts its days from 1904 on is read so', async () => {
    const day = { t: 'n', v: 43890 - 1462, z: 'yyyy-mm-dd' };
    const book = utils.book_new(utils.aoa_to_sheet([['day'], [day]]), 'Table');
    book.Workbook = { WBProps: { date1904: true } };
    const { records } = await read(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
    expect(records).toEqual([['2020-02-29']]);
  });

  it('refuses a row with a cell beside the header, and tells the row of the sheet', async () => {
    const { records, rejects } = await read(
      bytesOf({
        Table: utils.aoa_to_sheet([
          ['a', 'b'],
          [1, 2, 'note'],
          [3, 4],
        ]),
      }),
    );
    expect(records).toEqual([['3', '4']]);
    expect(rejects).toMatchObject([
      { line: 2, received: 'a cell beside the columns of the header', text: '1,2,note' },
    ]);
  });

  it('of several tables, or none, is refused: which one is meant is not guessed', async () => {
    const one = utils.aoa_to_sheet([['a'], [1]]);
    const several = await refusal(bytesOf({ First: one, Second: one }));
    expect(several?.message).toMatch(/has 2 sheets with cells; expected one/);
    expect(several?.details[0].received).toBe('First, Second');
    expect((await refusal(bytesOf({ First: utils.aoa_to_sheet([[]]) })))?.details[0].received).toBe('none');
  });

  it('that is damaged, no workbook, or unpacks to more than it says is refused before it is unpacked', async () => {
    const whole = bytesOf({ Table: utils.aoa_to_sheet(rows) });
    expect((await refusal(whole.subarray(0, -30)))?.message).toMatch(
      /cannot be read: it is cut off before its end/,
    );
    expect(() => checkedEntries(whole, 100)).toThrow(RangeError);
    const names = checkedEntries(whole, 1e6).map(({ name }) => name);
    expect(names).toContain('xl/workbook.xml');
    // The sheet says that it is a byte long.
    const lying = Buffer.from(whole);
    const at = lying.lastIndexOf('xl/worksheets/sheet1.xml') - 46;
    lying.writeUInt32LE(1, at + 24);
    expect((await refusal(lying))?.message).toMatch(
      /its file xl\/worksheets\/sheet1\.xml is (?:damaged|not as long as it says)/,
    );
    const other = Buffer.from(whole);
    for (let place = 0; (place = other.indexOf('xl/workbook.xml', place)) !== -1; place += 15)
      other.write('xl/workbonk.xml', place);
    expect((await refusal(other))?.message).toMatch(/is a zip archive; expected a table/);
    expect(await refusal(whole)).toBeUndefined();
  });
});
