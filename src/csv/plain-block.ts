import { isUtf8 } from 'node:buffer';
import type { CsvOrigin } from './layout.js';
import { BlockBuilder, type BlockContext, type ParsedBlock } from './parsed-block.js';
import { quote } from './record-scanner.js';

/** Whether `parsePlainBlock` may read these bytes: no quote in them, and all of it UTF-8. */
export function isPlainBlock(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(quote) === -1 && isUtf8(bytes);
}

/**
 * Read a block that `isPlainBlock` accepts. Without quotes every line is a record and every delimiter ends a cell, so the text
 * is decoded once and cut; the answer equals that of `parseQuotedBlock` (a differential property test holds them together).
 */
export function parsePlainBlock(bytes: Uint8Array, context: BlockContext & CsvOrigin): ParsedBlock {
  const { delimiter, columnCount, comment } = context;
  const text = withLineFeeds(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));
  const builder = new BlockBuilder(context);
  let blankLines = 0;
  let commentLines = 0;
  let line = context.firstLine;
  for (let start = 0; start < text.length; line++) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    const record = text.slice(start, end);
    start = end + 1;
    const cells = record.split(delimiter);
    if (columnCount > 1 && cells.length === 1 && isBlank(record)) blankLines++;
    else if (comment !== undefined && record.startsWith(comment)) commentLines++;
    else if (cells.length === columnCount) builder.add(cells, line);
    else builder.rejectCount(cells, line, record);
  }
  return builder.build({ blankLines, commentLines });
}

function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : text;
}

function isBlank(record: string): boolean {
  return /^[ \t\v\f]*$/.test(record);
}
