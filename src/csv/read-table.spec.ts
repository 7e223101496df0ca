import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TooLargeError } from '../core/errors.js';
import { readCsvFile } from './read-table.js';

let path: string;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-table-'));
  path = join(folder, 'table.csv');
});
afterAll(() => rm(folder, { recursive: true }));

describe('readCsvFile', () => {
  it('reads good records and rejects with their lines', async () => {
    await writeFile(path, 'a,b\n1,x\n2\n\n"3\n",z');
    const table = await readCsvFile(path);
    expect(table.header).toEqual(['a', 'b']);
    expect(table.records).toEqual([
      ['1', 'x'],
      ['3\n', 'z'],
    ]);
    expect(table.lines).toEqual([2, 5]);
    expect(table.rejects).toMatchObject([{ record: 1, line: 3, text: '2' }]);
    expect(table.blankLines).toBe(1);
    expect(table.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('reads a file without a header, separated by runs of blanks', async () => {
    await writeFile(path, ' 1  2   "two  words"  \r\n4\t5 6\r\n');
    const table = await readCsvFile(path, { header: ['a', 'b', 'c'], delimiter: ' ', collapseBlanks: true });
    expect(table.records).toEqual([
      ['1', '2', 'two  words'],
      ['4', '5', '6'],
    ]);
    expect(table.lines).toEqual([1, 2]);
    expect(table.rejects).toEqual([]);
  });

  it('leaves out first lines and remarks, and still counts lines from the start of the file', async () => {
    await writeFile(path, 'made by "someone\r\non a day\r\n# remark\r\na,b\r\n1,x\r\n# 2,y\r\n3,z\r\n');
    const table = await readCsvFile(path, { skipLines: 2, comment: '#' });
    expect(table.header).toEqual(['a', 'b']);
    expect(table.records).toEqual([
      ['1', 'x'],
      ['3', 'z'],
    ]);
    expect(table.lines).toEqual([5, 7]);
    expect(table.commentLines).toBe(1);
  });

  it('refuses a table beyond its limits before it makes a cell', async () => {
    await writeFile(path, `a,b\n${'1,x\n'.repeat(1000)}`);
    const generous = { rows: 1000, memory: 1e6 };
    expect((await readCsvFile(path, { limits: generous })).records).toHaveLength(1000);
    const many = readCsvFile(path, { limits: { ...generous, rows: 999 } });
    await expect(many).rejects.toBeInstanceOf(TooLargeError);
    await expect(many).rejects.toThrow('expected at most 999 rows, received more');
    const large = readCsvFile(path, { limits: { ...generous, memory: 50_000 } });
    await expect(large).rejects.toBeInstanceOf(TooLargeError);
    await expect(large).rejects.toThrow('does not fit the memory');
  });

  it('reads other encodings', async () => {
    await writeFile(path, Buffer.from('größe;b\nü;x\n', 'latin1'));
    expect((await readCsvFile(path, { encoding: 'latin1' })).records).toEqual([['ü', 'x']]);
    await writeFile(path, Buffer.from('\ufeffa,b\n中,x\n', 'utf16le'));
    expect((await readCsvFile(path, { encoding: 'utf-16le' })).records).toEqual([['中', 'x']]);
  });

  it('refuses an unknown encoding, and bytes that are not of the given one', async () => {
    await writeFile(path, Buffer.from([0x61, 0xff, 0x0a]));
    await expect(readCsvFile(path, { encoding: 'klingon' })).rejects.toThrow('"klingon" is not known');
    await expect(readCsvFile(path, { encoding: 'gb18030' })).rejects.toThrow('is not text in gb18030');
  });
});
