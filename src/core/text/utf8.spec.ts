import { isUtf8 } from 'node:buffer';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { firstInvalidUtf8 } from './utf8.js';

describe('firstInvalidUtf8', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 8 }),
    fc
      .array(fc.constantFrom(0x41, 0x80, 0xbf, 0xc2, 0xe0, 0xa0, 0xed, 0x9f, 0xf0, 0x90, 0xf4, 0x8f), {
        maxLength: 8,
      })
      .map((values) => Uint8Array.from(values)),
  );

  it('agrees with Node on what is valid, and everything before the offset is', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        const offset = firstInvalidUtf8(value);
        expect(offset === -1).toBe(isUtf8(value));
        if (offset !== -1) expect(isUtf8(value.subarray(0, offset))).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    [[0x61, 0xff], 1],
    [[0x61, 0xc3, 0xa9, 0xe4, 0xb8], 3],
    [[0xed, 0xa0, 0x80], 0],
  ])('%j has its first wrong byte at %i', (values, offset) => {
    expect(firstInvalidUtf8(Uint8Array.from(values))).toBe(offset);
  });
});
