import { getHeapSpaceStatistics } from 'node:v8';
import { describe, expect, it } from '@jest/globals';
import { createHeapTrimmer } from './heap-trimmer.js';

const mebibyte = 1024 * 1024;

/** The old generation. The young one collects itself; how large it may get depends on the version of Node. */
const used = () =>
  getHeapSpaceStatistics()
    .filter(({ space_name: name }) => name === 'old_space' || name === 'large_object_space')
    .reduce((sum, { space_used_size: bytes }) => sum + bytes / mebibyte, 0);

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
