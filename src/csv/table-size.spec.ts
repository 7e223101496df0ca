import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { parseBlock } from './records.js';
import { memoryOf } from './table-size.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function usedHeap(): number {
  collect();
  return getHeapStatistics().used_heap_size;
}

/** Cells that differ, so that no text is shared. */
const cell = (number: number, length: number) => String(number).padStart(length, '7').slice(-length);

describe('memoryOf', () => {
  it.each([
    [40_000, 1, 1],
    [40_000, 1, 8],
    [5000, 10, 2],
    [5000, 10, 8],
    [5000, 10, 16],
    [5000, 10, 200],
  ])('is no less, and not much more, than %d rows of %d cells of %d signs take', (rows, columns, length) => {
    const line = (row: number) =>
      Array.from({ length: columns }, (_, column) => cell(row * columns + column, length)).join(',');
    const bytes = Buffer.from(Array.from({ length: rows }, (_, row) => `${line(row)}\n`).join(''));
    const measure = () => {
      const before = usedHeap();
      const { records } = parseBlock(bytes, { delimiter: ',', columnCount: columns });
      const used = usedHeap() - before;
      expect(records).toHaveLength(rows);
      return used;
    };
    // What others left may be freed meanwhile: the middle one of several counts.
    const [, , used] = Array.from({ length: 5 }, measure).sort((a, b) => a - b);
    const estimated = memoryOf({ rows, columns, bytes: bytes.length });
    expect(estimated).toBeGreaterThan(0.9 * used);
    // The text itself may lie outside the heap.
    expect(estimated).toBeLessThan(3.5 * used + bytes.length);
  });
});
