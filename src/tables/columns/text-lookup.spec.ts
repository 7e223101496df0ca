import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { textLookup } from './text-lookup.js';

describe('textLookup', () => {
  it('finds what a Map finds, and nothing else', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), fc.array(fc.string()), (entries, others) => {
        const map = new Map(Object.entries(entries));
        const find = textLookup(map);
        for (const text of [...map.keys(), ...others]) expect(find(text)).toBe(map.get(text));
      }),
    );
  });

  it('tells long texts apart that begin alike', () => {
    const start = 'x'.repeat(40);
    const find = textLookup(
      new Map([
        [`${start}a`, 1],
        [`${start}b`, 2],
      ]),
    );
    expect([find(`${start}a`), find(`${start}b`), find(`${start}c`)]).toEqual([1, 2, undefined]);
  });
});
