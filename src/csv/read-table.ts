import { asUtf8, checkEncoding } from './encoding.js';
import { openInput } from './input-bytes.js';
import { carriageReturn, lineFeed } from './record-scanner.js';
import { parseBlock, type RejectedRecord } from './records.js';
import { defaultBlockBytes } from './read-limits.js';
import { openInputAsCsv, type CsvOptions, type CsvSource } from './source.js';
import { blocksWithin, type TableLimits } from './table-size.js';

export interface ReadCsvOptions extends Omit<CsvOptions, 'blockBytes'> {
  /** How messages call the file; default its path. */
  name?: string;
  /** Runs of blanks and tabulators outside quotes count as one space, those at the ends of a line as none. */
  collapseBlanks?: boolean;
  /** Lines at the start of the file that are left out unread. */
  skipLines?: number;
  /** How much of it may be read into memory; absent: all that fits. */
  limits?: TableLimits;
}

/** A whole CSV file in memory. */
export interface CsvTable {
  header: string[];
  delimiter: string;
  /** Good records, each with as many cells as the header. */
  records: string[][];
  /** For each of `records`, the 1-based line of the file at which it starts. */
  lines: number[];
  /** Records that could not be read; `record` counts all records of the file from 0. */
  rejects: RejectedRecord[];
  blankLines: number;
  commentLines: number;
  /** Of the file as it lies on the disk. */
  sha256: string;
}

/**
 * Read a whole CSV file: training data and original files of datasets. A missing line end after the last record is fine.
 * For files larger than memory use `openCsv`.
 *
 * @throws as `openCsv`; InvalidInputError for an unknown encoding or bytes that are not of the given one; TooLargeError for a table
 *   beyond the limits, before its cells are made
 */
export async function readCsvFile(
  path: string,
  { limits, ...options }: ReadCsvOptions = {},
): Promise<CsvTable> {
  const source = await open(path, options);
  const { header, delimiter, layout } = source;
  const table: Omit<CsvTable, 'sha256' | 'blankLines' | 'commentLines'> = {
    header: [...header],
    delimiter,
    records: [],
    lines: [],
    rejects: [],
  };
  for await (const block of limits ? blocksWithin(source, limits) : source.blocks()) {
    const { records, lines, rejects } = parseBlock(block.bytes, { ...layout, ...block });
    for (const record of records) table.records.push(record);
    for (const line of lines) table.lines.push(line);
    for (const reject of rejects) {
      table.rejects.push({ ...reject, record: block.firstRecord + reject.record });
    }
  }
  const { blankLines, commentLines } = source.counts();
  return { ...table, blankLines, commentLines, sha256: source.sha256() };
}

async function open(path: string, options: Omit<ReadCsvOptions, 'limits'>): Promise<CsvSource> {
  const { name, collapseBlanks, skipLines = 0, encoding, ...csv } = options;
  if (encoding !== undefined) checkEncoding(encoding);
  const input = await openInput(path, { chunkBytes: defaultBlockBytes, name });
  if (!collapseBlanks && skipLines === 0) return openInputAsCsv(input, { ...csv, encoding });
  let bytes = await readAll((await asUtf8(input.chunks, encoding, input.name)).chunks);
  bytes = bytes.subarray(offsetOfLine(bytes, skipLines));
  // One byte stands for one character here, so the bytes outside blanks stay as they are.
  if (collapseBlanks) bytes = Buffer.from(blanksCollapsed(bytes.toString('latin1')), 'latin1');
  return openInputAsCsv({ ...input, chunks: once(bytes) }, csv, skipLines + 1);
}

async function readAll(chunks: AsyncGenerator<Uint8Array, void>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

// An async generator is what the reader takes; these bytes are there already.
// eslint-disable-next-line @typescript-eslint/require-await
async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes;
}

/** Offset of the line behind the first `count` lines. */
function offsetOfLine(bytes: Uint8Array, count: number): number {
  let offset = 0;
  for (let line = 0; line < count && offset < bytes.length; line++) {
    while (offset < bytes.length && bytes[offset] !== lineFeed && bytes[offset] !== carriageReturn) offset++;
    offset += bytes[offset] === carriageReturn && bytes[offset + 1] === lineFeed ? 2 : 1;
  }
  return Math.min(offset, bytes.length);
}

function blanksCollapsed(text: string): string {
  const quotedOrBlanks = /"(?:[^"]|"")*"|^[ \t]+|[ \t]+$|[ \t]+/gm;
  return text.replace(quotedOrBlanks, (found, offset: number) => {
    if (found.startsWith('"')) return found;
    const next = text[offset + found.length];
    const previous = text[offset - 1];
    const atEnd = [undefined, '\r', '\n'].includes(next) || [undefined, '\r', '\n'].includes(previous);
    return atEnd ? '' : ' ';
  });
}
