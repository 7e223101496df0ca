import { describe, expect, it } from '@jest/globals';
import { decodeUtf8 } from './utf8-text.js';

describe('bytes as text in UTF-8', () => {
  it('are read as they stand, without a byte order mark', () => {
    expect(decodeUtf8(Buffer.from('名: ü\n'))).toEqual({ text: '名: ü\n' });
    expect(decodeUtf8(Buffer.from('\ufeffa: 1'))).toEqual({ text: 'a: 1' });
    expect(decodeUtf8(Buffer.from('xyz').subarray(1))).toEqual({ text: 'yz' });
  });

  it.each<[string, Uint8Array, object]>([
    ['Latin-1', Buffer.from('a: 1\nb: \xfc\n', 'latin1'), { line: 2, received: 'the byte 0xFC at byte 8' }],
    ['a cut character', Buffer.from('名').subarray(0, 2), { line: 1, received: 'the byte 0xE5 at byte 0' }],
    ['UTF-16', Buffer.from('\ufeffa: 1', 'utf16le'), { line: 1, received: 'text in UTF-16' }],
    [
      'UTF-16, the other way round',
      Uint8Array.of(0xfe, 0xff, 0, 0x61),
      { line: 1, received: 'text in UTF-16' },
    ],
    ['UTF-32', Uint8Array.of(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0), { line: 1, received: 'text in UTF-32' }],
  ])('of another encoding are a problem with its place: %s', (_, bytes, problem) => {
    expect(decodeUtf8(bytes)).toEqual({ problem: { expected: 'text in UTF-8', ...problem } });
  });
});
