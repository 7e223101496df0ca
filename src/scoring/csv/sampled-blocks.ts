import type { Predictor } from '../../learning/predictor.js';
import type { Reference } from '../../tables/reference/reference.js';

/**
 * Rows of which blocks are counted in the bins of what the version learnt from. Plain data, so that threads get it with their order.
 */
export interface Sampling {
  reference: Reference;
  /** A block with a multiple of so many bytes of the file in it is counted. */
  step: number;
}

/**
 * Blocks of a file that are counted: each is read by a table, several times slower than straight from the bytes. With about a thousand
 * rows each, chance moves no share of them by more than a percent.
 */
const sampledBlocks = 8;

/** Of input that comes through a pipe nobody knows how long it is: one block in about a hundred. */
const pipeStep = 12 * 1024 * 1024;

/**
 * The blocks to count, evenly over the file, the same whoever scores them.
 * @param bytesTotal of the text; absent where that is not known.
 * @returns undefined where the version does not know what it learnt from.
 */
export function samplingOf({ reference }: Predictor, bytesTotal: number | undefined): Sampling | undefined {
  if (!reference) return undefined;
  const step = bytesTotal === undefined ? pipeStep : Math.max(1, Math.ceil(bytesTotal / sampledBlocks));
  return { reference, step };
}

/** Whether a block is one of them; the end of a file counts as one, so that of a small one something is. */
export function isSampled(
  { firstByte, bytes }: { firstByte: number; bytes: Uint8Array },
  { step }: Sampling,
): boolean {
  return Math.floor((firstByte + bytes.length) / step) > Math.floor(firstByte / step);
}
