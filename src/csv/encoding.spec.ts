import { describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../core/errors.js';
import { asUtf8, checkEncoding, likelyEncoding } from './encoding.js';

/** "编号,姓名" and "客户,张三" in GB 2312, and so in GBK and GB 18030. */
const chinese = Buffer.from('b1e0bac52cd0d5c3fb0abfcdbba72cd5c5c8fd0a', 'hex');
const german = Buffer.from('größe;straße\n', 'latin1');

// An async generator is what is read from.
// eslint-disable-next-line @typescript-eslint/require-await
async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array, void> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function read(bytes: Uint8Array, encoding: string | undefined, size = 1): Promise<[string, string]> {
  const text = await asUtf8(pieces(bytes, size), encoding, 'x.csv');
  const parts: Uint8Array[] = [];
  for await (const chunk of text.chunks) parts.push(chunk);
  return [text.encoding, Buffer.concat(parts).toString('utf8')];
}

describe('a text as UTF-8', () => {
  it.each<[string, Buffer, string, string]>([
    ['gbk', chinese, 'gbk', '编号,姓名\n客户,张三\n'],
    ['GB18030', chinese, 'gb18030', '编号,姓名\n客户,张三\n'],
    ['latin1', german, 'windows-1252', 'größe;straße\n'],
    ['utf-16le', Buffer.from('a\tß\n', 'utf16le'), 'utf-16le', 'a\tß\n'],
    ['utf-16be', Buffer.from('a\tß\n', 'utf16le').swap16(), 'utf-16be', 'a\tß\n'],
  ])('%s, wherever its pieces end, begins with a mark', async (given, bytes, name, text) => {
    for (const size of [1, 2, 3, 100])
      expect(await read(bytes, given, size)).toEqual([name, `\ufeff${text}`]);
  });

  it('is the same bytes where it is UTF-8', async () => {
    const bytes = Buffer.from('\ufeffgröße\n');
    expect(await read(bytes, undefined)).toEqual(['utf-8', '\ufeffgröße\n']);
    expect(await read(bytes, 'utf8')).toEqual(['utf-8', '\ufeffgröße\n']);
    expect(await read(Buffer.from([0xff, 0x41]), undefined)).toEqual(['utf-8', '\ufffdA']);
  });

  it('goes by its byte order mark, whatever was given', async () => {
    expect(await read(Buffer.from('\ufeffß'), 'windows-1252')).toEqual(['utf-8', '\ufeffß']);
    expect(await read(Buffer.from('\ufeffß', 'utf16le'), 'utf-16be')).toEqual(['utf-16le', '\ufeffß']);
  });

  it('is refused where its bytes are of another encoding, at its end, too', async () => {
    for (const bytes of [Buffer.from([0x41, 0xb1, 0x2c]), Buffer.from([0x41, 0xb1])]) {
      await expect(read(bytes, 'gbk')).rejects.toThrow(
        /x\.csv is not text in gbk: it has other bytes from offset/,
      );
    }
  });

  it('needs an encoding that is known', () => {
    expect(() => checkEncoding('klingon')).toThrow(InvalidInputError);
    expect(checkEncoding('ISO-8859-1')).toBe('windows-1252');
  });
});

describe('what bytes probably are', () => {
  it.each<[string, Uint8Array, string | undefined]>([
    ['Chinese', chinese, 'gb18030'],
    ['German', german, 'windows-1252'],
    ['French', Buffer.from('créée à Noël', 'latin1'), 'windows-1252'],
    ['UTF-8', Buffer.from('größe 客户'), undefined],
  ])('%s', (_, bytes, expected) => {
    expect(likelyEncoding(bytes)).toBe(expected);
  });
});
