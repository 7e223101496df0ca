import { TooLargeError } from '../core/errors.js';
import type { CsvBlock, CsvSource } from './source.js';

/** How much of a table may be read into memory. */
export interface TableLimits {
  rows: number;
  /** Bytes of memory for the cells, as `memoryOf` estimates them. */
  memory: number;
}

interface TableSize {
  rows: number;
  columns: number;
  /** Of the text, without the header. */
  bytes: number;
}

/** Bytes that V8 takes: for an array of cells and its line, for a cell in it, for a cell's text at most (beside the text itself). */
const perRow = 48;
const perCell = 8;
const perText = 34;

/** About how many bytes the cells of a table take in memory, as measured on V8: short texts take little, and long ones share theirs. */
export function memoryOf({ rows, columns, bytes }: TableSize): number {
  const cells = rows * columns;
  return rows * perRow + cells * perCell + Math.min(cells * perText, 4 * bytes) + bytes;
}

/**
 * The blocks of a file, given out once all of it is known to be within the limits: until then only its text is held.
 * @throws TooLargeError as soon as it is not, before a cell was made.
 */
export async function* blocksWithin(source: CsvSource, limits: TableLimits): AsyncGenerator<CsvBlock, void> {
  const blocks: (CsvBlock | undefined)[] = [];
  const size: TableSize = { rows: 0, columns: source.header.length, bytes: 0 };
  for await (const block of source.blocks()) {
    size.rows += block.records;
    size.bytes += block.bytes.length;
    checkSize(size, limits, source.name);
    blocks.push(block);
  }
  for (const [place, block] of blocks.entries()) {
    blocks[place] = undefined;
    yield block!;
  }
}

/** @throws TooLargeError when a table has more rows, or takes more memory, than it may. */
export function checkSize(size: TableSize, { rows, memory }: TableLimits, name: string): void {
  if (size.rows > rows) throw tooManyRows(rows, name);
  if (memoryOf(size) <= memory) return;
  const expected = `a table that takes at most ${megabytes(memory)} MB of memory`;
  const received = 'one that takes more';
  throw new TooLargeError(`${name} does not fit the memory: expected ${expected}, received ${received}.`, {
    details: [{ expected, received }],
    hint: 'Take a sample of the rows, or give Node more memory: NODE_OPTIONS=--max-old-space-size=<MB>.',
  });
}

export function tooManyRows(most: number, name: string): TooLargeError {
  const expected = `at most ${most} rows`;
  return new TooLargeError(`${name} has too many rows: expected ${expected}, received more.`, {
    details: [{ expected, received: 'more' }],
    hint: 'Take a sample of the rows.',
  });
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}
