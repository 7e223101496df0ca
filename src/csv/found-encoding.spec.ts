import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { foundEncoding } from './found-encoding.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-found-encoding-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function found(bytes: Uint8Array): Promise<string | undefined> {
  const path = join(folder, 'file.csv');
  await writeFile(path, bytes);
  return foundEncoding(path);
}

const latin = Buffer.from('name,city\nMüller,Köln\n', 'latin1');

describe('what a file is probably written in', () => {
  it.each<[string, Buffer, string | undefined]>([
    ['UTF-8', Buffer.from('name,city\nMüller,北京\n'), undefined],
    ['Latin letters of one byte', latin, 'windows-1252'],
    ['the same in gzip', gzipSync(latin), 'windows-1252'],
    ['Chinese', Buffer.from([0x61, 0x0a, 0xb1, 0xb1, 0xbe, 0xa9, 0xca, 0xd0, 0x0a]), 'gb18030'],
    ['UTF-16 without a mark', Buffer.from('a,b\n1,ü\n', 'utf16le'), undefined],
  ])('%s', async (_, bytes, encoding) => {
    expect(await found(bytes)).toBe(encoding);
  });

  it('does not take half a letter for another encoding', async () => {
    const text = Buffer.from(`a\n${'x'.repeat(8_388_605)}\nüü\n`);
    expect(await found(text)).toBeUndefined();
  });

  it('refuses what is no table, and has nothing to say of a workbook', async () => {
    await expect(found(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xff]))).rejects.toThrow('old Excel workbook');
    expect(await found(Buffer.from([0x50, 0x4b, 3, 4, 0xff]))).toBeUndefined();
  });
});
