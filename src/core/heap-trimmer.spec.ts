import { getHeapStatistics } from 'node:v8';
import { describe, expect, it } from '@jest/globals';
import { createHeapTrimmer } from './heap-trimmer.js';

const mebibyte = 1024 * 1024;
const used = () => getHeapStatistics().used_heap_size / mebibyte;

describe('the heap trimmer', () => {
  it('keeps the garbage of a loop within its slack', () => {
    const trim = createHeapTrimmer(16 * mebibyte);
    const before = used();
    let highest = 0;
    let kept: number[][] = [];
    for (let piece = 0; piece < 400; piece++) {
      trim();
      highest = Math.max(highest, used() - before);
      // Held over a few pieces, so that it grows old and a young collection does not free it.
      kept = [...kept.slice(-20), Array.from({ length: 64_000 }, (_, i) => i + 0.5)];
    }
    expect(kept).toHaveLength(21);
    expect(highest).toBeLessThan(64);
  });
});
