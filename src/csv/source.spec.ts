import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidInputError, NotFoundError } from '../core/errors.js';
import { parseBlock } from './records.js';
import { mostBytesAboveHeader, mostColumns, mostHeaderBytes } from './header-limits.js';
import { openInput } from './input-bytes.js';
import { ChangedInputError, openCsv, openInputAsCsv, type CsvOptions } from './source.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-csv-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(content: string | Uint8Array, name = 'input.csv'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function readAll(
  path: string,
  options: CsvOptions & { stdin?: Readable } = {},
): Promise<{
  header: readonly string[];
  delimiter: string;
  records: string[][];
  lines: number[];
  sha256: string;
}> {
  const source = await openCsv(path, options);
  const records: string[][] = [];
  const lines: number[] = [];
  for await (const block of source.blocks()) {
    expect(block.firstRecord).toBe(records.length);
    const parsed = parseBlock(block.bytes, { ...source.layout, ...block });
    expect(parsed.rejects).toEqual([]);
    records.push(...parsed.records);
    lines.push(...parsed.lines);
  }
  expect(source.counts().records).toBe(records.length);
  return { header: source.header, delimiter: source.delimiter, records, lines, sha256: source.sha256() };
}

async function failure(path: string, options: CsvOptions = {}): Promise<InvalidInputError> {
  const error: unknown = await readAll(path, options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(InvalidInputError);
  return error as InvalidInputError;
}

const rows = [
  ['1', 'x'],
  ['2', 'y'],
];

describe('openCsv', () => {
  it.each([
    ['LF', 'a,b\n1,x\n2,y\n'],
    ['CRLF', 'a,b\r\n1,x\r\n2,y\r\n'],
    ['CR', 'a,b\r1,x\r2,y\r'],
    ['no line end after the last record', 'a,b\n1,x\n2,y'],
    ['a byte order mark', '\ufeffa,b\n1,x\n2,y\n'],
    ['a byte order mark and quoted names', '\ufeff"a"," b "\n1,x\n2,y\n'],
    ['blank lines', '\n \na,b\n\n1,x\n\n2,y\n\n'],
    ['semicolons', 'a;b\n1;x\n2;y\n'],
    ['tabulators', 'a\tb\n1\tx\n2\ty\n'],
    ['bars', 'a|b\n1|x\n2|y\n'],
  ])('reads %s', async (_, text) => {
    const read = await readAll(await file(text));
    expect(read.header).toEqual(['a', 'b']);
    expect(read.records).toEqual(rows);
  });

  it('reads gzip whatever its name, also of several members, and gives the sha256 of the file as it is', async () => {
    const bytes = Buffer.concat([gzipSync('a,b\n1,'), gzipSync('x\n2,y\n')]);
    const read = await readAll(await file(bytes));
    expect(read.records).toEqual(rows);
    expect(read.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('says how much of the file was read', async () => {
    const bytes = gzipSync('a,b\n1,x\n');
    const source = await openCsv(await file(bytes));
    expect(source.bytesTotal).toBe(bytes.length);
    for await (const block of source.blocks()) expect(block.records).toBe(1);
    expect(source.bytesRead()).toBe(bytes.length);
  });

  it('reads standard input in small pieces', async () => {
    const pieces = Readable.from(
      [...Buffer.from('\ufeffa,b\r\n1,x\r\n2,y\r\n')].map((byte) => Buffer.from([byte])),
    );
    const read = await readAll('-', { stdin: pieces });
    expect(read.header).toEqual(['a', 'b']);
    expect(read.records).toEqual(rows);
  });

  it('refuses a gzip file that is cut off', async () => {
    const whole = gzipSync(`a,b\n${'1,x\n'.repeat(1000)}`);
    const error = await failure(await file(whole.subarray(0, whole.length - 12)));
    expect(error.message).toContain('cut off');
  });

  it('refuses a gzip file with garbage in it', async () => {
    const error = await failure(
      await file(Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])),
    );
    expect(error.message).toContain('cannot be unpacked');
  });

  it.each([
    ['a damaged workbook', Buffer.from('PK\x03\x04rest'), 'zip archive or workbook'],
    ['UTF-16', Buffer.from('\ufeffa,b\n', 'utf16le'), 'UTF-16'],
    ['UTF-16, big end first', Buffer.from([0xfe, 0xff, 0, 0x61]), 'UTF-16'],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), 'UTF-32'],
    ['UTF-16 without a mark', Buffer.from('a,b\n1,2\n', 'utf16le'), 'NUL'],
    ['one inside gzip', gzipSync('PK\x03\x04rest'), 'zip archive or workbook'],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1]), 'old Excel workbook'],
  ])('refuses %s and says how to save it', async (_, bytes, words) => {
    const error = await failure(await file(bytes));
    expect(error.message).toContain(words);
    expect(error.hint).toContain('CSV UTF-8');
  });

  it.each([
    ['', 'an empty file'],
    ['\ufeff', 'an empty file'],
    ['\n \n', 'only blank lines'],
  ])('refuses %j and names the columns that it expected', async (text, received) => {
    const error = await failure(await file(text), { expectedColumns: ['age', ['amount', 'credit']] });
    expect(error.message).toContain(
      `expected a header line with the columns age, amount, received ${received}`,
    );
  });

  it('reads a file with a header only', async () => {
    expect((await readAll(await file('a,b'))).records).toEqual([]);
  });

  it.each([
    ['a,b,a\n', 'received "a" again at column 3, first at column 1'],
    ['a,,b\n', 'expected a name for column 2, received an empty name'],
    ['a,"b"x\n', 'further text'],
    ['a,"b\n1,2\n', 'the quote opens at line 1'],
  ])('refuses the header %j', async (text, words) => {
    const error = await failure(await file(text), { delimiter: ',' });
    expect(error.message).toContain(words);
    expect(error.message).toContain('line 1');
  });

  it('refuses a header that is no UTF-8', async () => {
    const error = await failure(await file(Buffer.from('größe,b\n1,2\n', 'latin1')));
    expect(error.message).toContain('UTF-8');
  });

  it('finds the delimiter under which the expected columns are found, not the most frequent sign', async () => {
    const path = await file('income, net, yearly, EUR;age\n1,5;30\n');
    const expectedColumns = ['age', 'income, net, yearly, EUR'];
    expect((await readAll(path, { expectedColumns })).delimiter).toBe(';');
    expect((await openCsv(path)).delimiter).toBe(',');
  });

  it('does not count delimiters inside quotes', async () => {
    expect((await readAll(await file('"a,b,c,d";x\n1;2\n'))).header).toEqual(['a,b,c,d', 'x']);
  });

  it('takes a given delimiter, also by its name', async () => {
    expect((await readAll(await file('a,b\tc\n1\t2\n'), { delimiter: 'tab' })).header).toEqual(['a,b', 'c']);
    const error = await failure(await file('a\n'), { delimiter: '中' });
    expect(error.message).toContain('delimiter');
  });

  it('keeps quoted line ends together over block borders and counts lines', async () => {
    const path = await file(`a,b\n${'"1\n\n,""2",x\r\n'.repeat(2000)}`);
    const read = await readAll(path, { blockBytes: 100 });
    expect(read.records).toHaveLength(2000);
    expect(new Set(read.records.map(([a]) => a))).toEqual(new Set(['1\n\n,"2']));
    expect(read.lines[1999]).toBe(2 + 1999 * 3);
  });

  it('reads a cell of 10 MB and the records around it', async () => {
    const cell = 'long "" text,\n'.repeat(750_000);
    const read = await readAll(await file(`a,b\n1,x\n2,"${cell}"\n3,z\n`));
    expect(read.records.map((record) => record[1].length)).toEqual([1, 750_000 * 13, 1]);
    expect(read.lines).toEqual([2, 3, 750_004]);
  });

  it('refuses a record beyond the limit', async () => {
    const error = await failure(await file(`a,b\n1,x\n2,"${'y\n'.repeat(5000)}`), { maxRecordBytes: 5000 });
    expect(error.details[0].line).toBe(3);
    expect(error.hint).toContain('quote');
  });

  it('refuses a header beyond the limit', async () => {
    const error = await failure(await file(`a,"${'b\n'.repeat(300_000)}`), {
      maxRecordBytes: 100_000,
      delimiter: ',',
    });
    expect(error.message).toContain('header does not end');
  });

  it('reads a header of as many bytes and columns as there may be, and refuses one more of either', async () => {
    const widest = Array.from({ length: mostColumns }, (_, i) => `${i}`);
    expect((await readAll(await file(`${widest.join(',')}\n`))).header).toEqual(widest);
    const wider = await failure(await file(`${widest.join(',')},more\n`));
    expect(wider.message).toContain('expected at most 16384 columns, received 16385');
    const longest = `a,${'b'.repeat(mostHeaderBytes - 2)}`;
    expect((await readAll(await file(`${longest}\r\n1,2\n`))).records).toEqual([['1', '2']]);
    const longer = await failure(await file(`${longest}b\r\n1,2\n`));
    expect(longer.details).toEqual([
      { line: 1, expected: 'a header of at most 1048576 bytes', received: 'a longer one' },
    ]);
  });

  it('reads a header below many blank lines, to a limit', async () => {
    const blank = (bytes: number) => '\r\n'.repeat(bytes / 2);
    const read = await readAll(await file(`${blank(mostBytesAboveHeader)}a,b\n1,x\n`));
    expect(read.lines).toEqual([mostBytesAboveHeader / 2 + 2]);
    const error = await failure(await file(`${blank(mostBytesAboveHeader + 2)}a,b\n1,x\n`));
    expect(error.message).toContain('begins within 1048576 bytes, received only blank lines');
  });

  it.each<[string, string, string?]>([
    ['commas', ','],
    ['blank lines', '\n'],
    ['letters', 'x'],
    ['spaces', ' '],
    ['lines behind a quote that is never closed', 'a,b\n', '"'],
    ['NUL bytes', '\0'],
  ])('reads no more than some MiB of a file of %s to refuse it', async (_what, pattern, first = '') => {
    const path = await file(Buffer.concat([Buffer.from(first), Buffer.alloc(40_000_000, pattern)]));
    const input = await openInput(path, { chunkBytes: 1024 * 1024 });
    await expect(openInputAsCsv(input, {})).rejects.toBeInstanceOf(InvalidInputError);
    expect(input.read()).toBeLessThan(4 * 1024 * 1024);
  });

  it('tells few of many wrong names, and cuts long ones', async () => {
    const error = await failure(await file(`${`${'n'.repeat(500)},`.repeat(1000)}last\n`));
    expect(error.details).toHaveLength(20);
    expect(error.message).toMatch(/ and 991 more\.$/);
    expect(JSON.stringify([error.message, error.details]).length).toBeLessThan(10_000);
  });

  it('says that a quote may not be closed where nothing else is as expected', async () => {
    const path = await file(`age,"income\n${'1,2\n'.repeat(500_000)}`);
    const error = await failure(path, { expectedColumns: ['age', 'income'] });
    expect(error.hint).toContain('quote in the header may never be closed');
  });

  it.each(['__proto__', 'constructor', 'toString'])('takes no delimiter %s', async (delimiter) => {
    const error = await failure(await file('a,b\n1,2\n'), { delimiter });
    expect(error.details[0].received).toBe(`"${delimiter}"`);
  });

  it('reads a file without a header line when the names are given', async () => {
    const read = await readAll(await file('1;x\n2;y\n'), { header: ['a', 'b'] });
    expect(read.delimiter).toBe(';');
    expect(read.records).toEqual(rows);
  });

  it('says when there is no such file, and that a folder is none', async () => {
    await expect(openCsv(join(folder, 'none.csv'))).rejects.toBeInstanceOf(NotFoundError);
    expect((await failure(folder)).message).toContain('folder');
  });

  it('can be left early, and be closed unread', async () => {
    const path = await file(`a,b\n${'1,x\n'.repeat(100_000)}`);
    const source = await openCsv(path, { blockBytes: 1000 });
    for await (const block of source.blocks()) {
      expect(block.index).toBe(0);
      break;
    }
    expect(() => source.sha256()).toThrow('not read to its end');
    await (await openCsv(path)).close();
    expect((await readFile(path)).length).toBeGreaterThan(0);
  });
});

describe('a file that was read before', () => {
  const text = `a,b\n${Array.from({ length: 3000 }, (_, i) => `${i},x`).join('\n')}\n`;
  const hash = (part: string) => createHash('sha256').update(part).digest('hex');

  it('is marked as far as it was read, also at its end', async () => {
    const source = await openCsv(await file(text), { blockBytes: 4096 });
    const marks = [];
    for await (const block of source.blocks()) {
      const mark = source.mark();
      expect(mark.bytes).toBeGreaterThanOrEqual(block.firstByte + block.bytes.length);
      marks.push(mark);
    }
    marks.push(source.mark());
    for (const { bytes, sha256 } of marks) expect(sha256).toBe(hash(text.slice(0, bytes)));
    expect(marks.at(-1)).toEqual({ bytes: text.length, sha256: source.sha256() });
  });

  it.each([
    ['with the same beginning', text, true],
    ['with more behind it', `${text}1,x\n`, true],
    ['with another beginning', text.replace('7,x', '7,y'), false],
    ['cut off before', text.slice(0, 5000), false],
  ])('is known again %s', async (_what, now, same) => {
    const path = await file(now);
    const begins = { bytes: 10_000, sha256: hash(text.slice(0, 10_000)) };
    const reading = async () => {
      const source = await openCsv(path, { begins, blockBytes: 4096 });
      let records = 0;
      for await (const block of source.blocks()) records += block.records;
      return records;
    };
    if (same) expect(await reading()).toBe(now.split('\n').length - 2);
    else await expect(reading()).rejects.toThrow(ChangedInputError);
  });
});
