import { isPlainBlock, parsePlainBlock } from './plain-block.js';
import { originalText, type BlockContext, type ParsedBlock } from './parsed-block.js';
import { parseQuotedBlock } from './quoted-block.js';
import { RecordScanner } from './record-scanner.js';

export type { BlockContext, ParsedBlock, RejectCode, RejectedRecord } from './parsed-block.js';

/**
 * The records of a block of whole records (see `CsvSource.blocks`): good ones as texts, the others as rejects that say what was
 * expected and received. Good and rejected records together are all records of the block; blank lines (in a file of several
 * columns) and remarks are counted and skipped. In a file of one column a blank line is a record with an empty cell.
 *
 * @param context delimiter and number of columns, with the block's first line and byte for places in the file
 */
export function parseBlock(bytes: Uint8Array, context: BlockContext): ParsedBlock {
  const complete = { ...context, firstLine: context.firstLine ?? 1, firstByte: context.firstByte ?? 0 };
  return isPlainBlock(bytes) ? parsePlainBlock(bytes, complete) : parseQuotedBlock(bytes, complete);
}

/** Line and original text of a record. */
export interface RecordPlace {
  line: number;
  text: string;
}

/**
 * Where records stand in their block's file, and their text as it is there (without the line end; read as Latin-1 when it is no
 * UTF-8). It scans the whole block: meant for the few records that something refuses later.
 *
 * @param recordIndexes 0-based places among the records of the block, in any order
 */
export function locate(
  bytes: Uint8Array,
  recordIndexes: readonly number[] | Int32Array,
  context: BlockContext,
): RecordPlace[] {
  const wanted = new Set(recordIndexes);
  const places = new Map<number, RecordPlace>();
  let seen = 0;
  const scanner = new RecordScanner(context, { firstLine: context.firstLine ?? 1 }, (record) => {
    if (record.kind !== 'record') return;
    if (wanted.has(seen)) {
      places.set(seen, { line: record.line, text: originalText(bytes.subarray(record.start, record.end)) });
    }
    seen++;
  });
  scanner.scan(bytes, true);
  return Array.from(recordIndexes, (index) => {
    const place = places.get(index);
    if (!place) throw new RangeError(`There is no record ${index} in this block of ${seen} records.`);
    return place;
  });
}
