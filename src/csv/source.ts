import { BlockSplitter, type BlockLimits, type CsvBlock } from './block-splitter.js';
import { ByteReader } from './byte-reader.js';
import { checkEncoding } from './encoding.js';
import { checkForm, formBytes } from './file-form.js';
import { asCsvText, type CsvText } from './forms/index.js';
import { readHeader, type HeaderFound } from './header.js';
import { openInput, type InputBytes, type InputMark, type InputOptions } from './input-bytes.js';
import { checkComment, checkDelimiter, type CsvLayout } from './layout.js';
import { defaultBlockBytes, defaultMaxRecordBytes } from './read-limits.js';
import { longestSeparatorLine, separatorLine } from './separator-line.js';

export type { CsvBlock } from './block-splitter.js';
export { ChangedInputError, type InputMark } from './input-bytes.js';
export type { CsvLayout } from './layout.js';

export interface CsvOptions {
  /** One ASCII character, or `tab`. Absent: found out from the header. */
  delimiter?: string;
  /** Columns that are looked for: for each its name, or the names by which it may go. Only used to find the delimiter. */
  expectedColumns?: readonly (string | readonly string[])[];
  /** Names of the columns when the file has no header line. */
  header?: readonly string[];
  /** Records that begin with this sign are remarks and skipped. */
  comment?: string;
  /** Name of the text's encoding (WHATWG), for instance `windows-1252` or `gb18030`; default `utf-8`. */
  encoding?: string;
  /** About how many bytes a block has (default 1 MiB). */
  blockBytes?: number;
  /** The longest record (default 64 MiB); a longer one hints at a quote that is never closed. */
  maxRecordBytes?: number;
}

/** An opened CSV file whose header was read. */
export interface CsvSource {
  /** How the file is called in messages. */
  readonly name: string;
  readonly header: readonly string[];
  readonly delimiter: string;
  /** What the file is written in, by its WHATWG name. The bytes of blocks are UTF-8. */
  readonly encoding: string;
  /**
   * What stands before the header and an output has, too, so that it opens in a spreadsheet as the file does: a byte order mark (also of a
   * file in another encoding than UTF-8), the line `sep=`.
   */
  readonly prelude: string;
  /** What `parseBlock` must know. */
  readonly layout: CsvLayout;
  /** Size of the file as it lies on the disk (compressed when it is gzip); undefined for standard input and pipes. */
  readonly bytesTotal?: number;
  /** Of these bytes, how many were read. */
  bytesRead(): number;
  /** Hexadecimal sha256 of the file as it lies on the disk. Only after the last block. */
  sha256(): string;
  /** The bytes of the file read so far, and their sha256. */
  mark(): InputMark;
  /** Counted so far; complete after the last block. */
  counts(): { records: number; blankLines: number; commentLines: number };
  /**
   * The records in blocks, in order; to be called once. Memory holds one block and what is read of the next.
   * Leaving the loop early closes the file.
   * @throws InvalidInputError while reading: a damaged gzip file, a record beyond the limit.
   */
  blocks(): AsyncGenerator<CsvBlock, void>;
  /** Close a file whose blocks are not wanted any more. */
  close(): Promise<void>;
}

/**
 * Open a CSV file (or standard input for `-`) for reading in blocks: unpacks gzip whatever the file's name, reads JSON Lines, Parquet and
 * workbooks as CSV, drops the byte order mark, reads the header and finds the delimiter.
 *
 * @throws NotFoundError when there is no such file
 * @throws InvalidInputError for a folder, another form of file (workbook, archive, UTF-16), damaged gzip, an empty file, a header
 *   with empty or repeated names, or beyond the limits of header-limits.ts
 */
export async function openCsv(
  path: string,
  options: CsvOptions & Omit<InputOptions, 'chunkBytes'> = {},
): Promise<CsvSource> {
  const { blockBytes = defaultBlockBytes, stdin, signal, begins } = options;
  const checked = checkSigns(options);
  const chunkBytes = Math.max(blockBytes, smallestRead);
  return openInputAsCsv(await openInput(path, { chunkBytes, stdin, signal, begins }), checked);
}

const smallestRead = 4096;

function checkSigns<Options extends CsvOptions>(options: Options): Options {
  const delimiter = options.delimiter === undefined ? undefined : checkDelimiter(options.delimiter);
  const comment = options.comment === undefined ? undefined : checkComment(options.comment, delimiter ?? ',');
  const encoding = options.encoding === undefined ? undefined : checkEncoding(options.encoding);
  return { ...options, delimiter, comment, encoding };
}

/** As `openCsv`, from bytes; `firstLine` is the line of the first byte. */
export async function openInputAsCsv(
  input: InputBytes,
  options: CsvOptions,
  firstLine = 1,
): Promise<CsvSource> {
  const text = await asCsvText(input.chunks, { encoding: options.encoding, name: input.name });
  const reader = new ByteReader(text.chunks);
  try {
    const mark = checkForm(await reader.peek(formBytes), input.name);
    reader.skip(mark);
    const line = separatorLine(await reader.peek(longestSeparatorLine));
    reader.skip(line?.text.length ?? 0);
    const { maxRecordBytes = defaultMaxRecordBytes } = options;
    const found = await readHeader(reader, {
      ...options,
      name: input.name,
      delimiter: text.form ? ',' : (options.delimiter ?? line?.delimiter),
      firstLine: text.form ? text.firstLine : line ? firstLine + 1 : firstLine,
      maxRecordBytes,
    });
    const prelude = `${mark > 0 ? '\ufeff' : ''}${line ? `sep=${found.delimiter}\n` : ''}`;
    const firstByte = mark + (line?.text.length ?? 0);
    return new OpenedCsv(input, { reader, found, firstByte, prelude, ...text }, options);
  } catch (error) {
    await reader.close();
    throw error;
  }
}

interface TextBelowHeader extends Pick<CsvText, 'encoding' | 'form'> {
  prelude: string;
  /** At the first record below the header. */
  reader: ByteReader;
  found: HeaderFound;
  /** Offset of the header's line in the file. */
  firstByte: number;
}

class OpenedCsv implements CsvSource {
  readonly name: string;
  readonly header: readonly string[];
  readonly delimiter: string;
  readonly encoding: string;
  readonly prelude: string;
  readonly layout: CsvLayout;
  readonly bytesTotal?: number;
  private readonly splitter: BlockSplitter;
  private isUsed = false;

  constructor(
    private readonly input: InputBytes,
    private readonly text: TextBelowHeader,
    options: CsvOptions,
  ) {
    const { header, delimiter, length, nextLine } = text.found;
    this.name = input.name;
    this.header = header;
    this.delimiter = delimiter;
    this.encoding = text.encoding;
    this.prelude = text.prelude;
    this.bytesTotal = input.total;
    this.layout = {
      delimiter,
      columnCount: header.length,
      comment: options.comment,
      ...(text.form && { form: text.form }),
    };
    const limits: BlockLimits = {
      blockBytes: options.blockBytes ?? defaultBlockBytes,
      maxRecordBytes: options.maxRecordBytes ?? defaultMaxRecordBytes,
    };
    const origin = { name: input.name, firstLine: nextLine, firstByte: text.firstByte + length };
    this.splitter = new BlockSplitter(this.layout, { ...limits, ...origin });
  }

  bytesRead(): number {
    return this.input.read();
  }

  sha256(): string {
    return this.input.sha256();
  }

  mark(): InputMark {
    return this.input.mark();
  }

  counts(): { records: number; blankLines: number; commentLines: number } {
    return this.splitter.counts;
  }

  async *blocks(): AsyncGenerator<CsvBlock, void> {
    if (this.isUsed) throw new Error(`The blocks of ${this.name} can be read only once.`);
    this.isUsed = true;
    for await (const chunk of this.text.reader.rest()) yield* this.splitter.push(chunk);
    yield* this.splitter.end();
  }

  async close(): Promise<void> {
    this.isUsed = true;
    await this.text.reader.close();
  }
}
