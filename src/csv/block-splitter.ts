import { InvalidInputError } from '../core/errors.js';
import type { CsvLayout, CsvOrigin } from './layout.js';
import { RecordScanner } from './record-scanner.js';

/** Whole records of a file. `bytes` has its own ArrayBuffer, so that it can be transferred to a worker thread. */
export interface CsvBlock extends CsvOrigin {
  bytes: Uint8Array<ArrayBuffer>;
  /** Place of the block in the file, from 0. */
  index: number;
  /** How many records stand before this block; the header, blank lines and remarks are not counted. */
  firstRecord: number;
  /** Records in this block. */
  records: number;
}

export interface BlockLimits {
  /** A block is given out once it has this many bytes. */
  blockBytes: number;
  /** The longest record. */
  maxRecordBytes: number;
}

/** Cuts bytes that arrive in pieces into blocks of whole records. */
export class BlockSplitter {
  /** Blocks given out, and the records in them. */
  private blocks = 0;
  private recordsOut = 0;
  /** Scanned bytes not yet given out; the first starts at offset `start` of the scan. */
  private parts: Uint8Array[] = [];
  private start = 0;
  private startLine: number;
  private waiting: Uint8Array | undefined;
  private readonly scanner: RecordScanner;

  constructor(
    layout: CsvLayout,
    private readonly options: BlockLimits & CsvOrigin & { name: string },
  ) {
    this.scanner = new RecordScanner(layout, options);
    this.startLine = options.firstLine;
  }

  /** What was counted; complete after `end`. */
  get counts(): { records: number; blankLines: number; commentLines: number } {
    const { records, blankLines, commentLines } = this.scanner;
    return { records, blankLines, commentLines };
  }

  /**
   * Take the next bytes; gives the blocks that are full.
   * @throws InvalidInputError when a record is longer than the limit, naming the line where it starts.
   */
  *push(chunk: Uint8Array): Generator<CsvBlock, void> {
    const { blockBytes } = this.options;
    for (let from = 0; from < chunk.length; from += blockBytes) {
      this.take(chunk.subarray(from, from + blockBytes), false);
      const held = this.readyBytes + this.scanner.unfinishedBytes;
      if (held >= blockBytes && this.readyBytes > 0) yield this.cut();
    }
  }

  /** The input has ended; gives the last block if anything is left. */
  *end(): Generator<CsvBlock, void> {
    this.take(new Uint8Array(0), true);
    if (this.readyBytes > 0) yield this.cut();
  }

  /** Bytes of whole records that were not given out. */
  private get readyBytes(): number {
    return this.scanner.recordStart - this.start;
  }

  private take(piece: Uint8Array, end: boolean): void {
    const bytes = this.waiting ? Buffer.concat([this.waiting, piece]) : piece;
    const taken = this.scanner.scan(bytes, end);
    this.waiting = taken < bytes.length ? bytes.subarray(taken) : undefined;
    this.parts.push(bytes.subarray(0, taken));
    if (this.scanner.unfinishedBytes > this.options.maxRecordBytes) this.refuseRecord();
  }

  private refuseRecord(): never {
    const { name, maxRecordBytes } = this.options;
    const line = this.scanner.recordLine;
    const expected = `records of at most ${maxRecordBytes} bytes`;
    const received = `a longer record that starts at line ${line}`;
    throw new InvalidInputError(`${name}, line ${line}: expected ${expected}, received ${received}.`, {
      details: [{ line, expected, received }],
      hint: 'A quote in that record may never be closed.',
      withoutData: true,
    });
  }

  private cut(): CsvBlock {
    const { scanner, options } = this;
    const bytes = this.takeParts(this.readyBytes);
    const block: CsvBlock = {
      bytes,
      index: this.blocks++,
      firstRecord: this.recordsOut,
      records: scanner.records - this.recordsOut,
      firstLine: this.startLine,
      firstByte: options.firstByte + this.start,
    };
    this.recordsOut = scanner.records;
    this.startLine = scanner.recordLine;
    this.start = scanner.recordStart;
    return block;
  }

  /** The first `length` bytes of the parts, copied. */
  private takeParts(length: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(length);
    let filled = 0;
    let used = 0;
    while (filled < length) {
      const part = this.parts[used].subarray(0, length - filled);
      bytes.set(part, filled);
      filled += part.length;
      if (part.length === this.parts[used].length) used++;
      else this.parts[used] = this.parts[used].subarray(part.length);
    }
    this.parts = this.parts.slice(used);
    return bytes;
  }
}
