import type { CsvOrigin } from './layout.js';
import { countReject, originalText, type BlockContext, type RejectedRecord } from './parsed-block.js';
import { isPlainBlock } from './plain-block.js';
import { carriageReturn, lineFeed } from './record-scanner.js';

/** The cells of a block by their places in its bytes: what `parseBlock` gives as texts, without making them. */
export interface BlockFields {
  bytes: Uint8Array;
  columnCount: number;
  /** How many good records there are. */
  records: number;
  /**
   * For each good record `columnCount + 1` places: cell `c` begins at the place `c` and ends one byte (its delimiter or line end)
   * before the place `c + 1`.
   */
  places: Int32Array;
  /** As in `ParsedBlock`. */
  recordIndexes: Int32Array;
  rejects: RejectedRecord[];
}

/** Whether `fieldsOf` may read these bytes: no quotes, all of it UTF-8, and no line end but LF and CRLF. */
export function hasPlainFields(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = buffer.indexOf(carriageReturn);
  while (at !== -1 && buffer[at + 1] === lineFeed) at = buffer.indexOf(carriageReturn, at + 2);
  return at === -1 && isPlainBlock(bytes);
}

/**
 * The fields of a block that `hasPlainFields` accepts. Records, rejects and their numbers are those of `parseBlock`; a differential
 * property test holds them together.
 */
export function fieldsOf(bytes: Uint8Array, context: BlockContext & CsvOrigin): BlockFields {
  const { columnCount } = context;
  const delimiter = context.delimiter.charCodeAt(0);
  const found = new FieldBuilder(bytes, context);
  let at = 0;
  for (let line = context.firstLine; at < bytes.length; line++) {
    const start = at;
    let cells = 1;
    found.begin(start);
    for (; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === delimiter) {
        if (cells < columnCount) found.cell(cells, at + 1);
        cells++;
      } else if (byte === lineFeed) break;
    }
    const end = at > start && at < bytes.length && bytes[at - 1] === carriageReturn ? at - 1 : at;
    at++;
    found.end(start, end, { cells, line });
  }
  return found.build();
}

class FieldBuilder {
  private places: Int32Array;
  private recordIndexes: Int32Array;
  private readonly rejects: RejectedRecord[] = [];
  private records = 0;
  private seen = 0;
  private row = 0;
  private readonly perRecord: number;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly context: BlockContext,
  ) {
    this.perRecord = context.columnCount + 1;
    // A record has at least a byte per cell.
    const most = Math.ceil(bytes.length / context.columnCount) + 1;
    this.places = new Int32Array(most * this.perRecord);
    this.recordIndexes = new Int32Array(most);
  }

  begin(start: number): void {
    this.row = this.records * this.perRecord;
    this.places[this.row] = start;
  }

  cell(cell: number, start: number): void {
    this.places[this.row + cell] = start;
  }

  end(start: number, end: number, { cells, line }: { cells: number; line: number }): void {
    const { columnCount, comment, delimiter } = this.context;
    if (columnCount > 1 && cells === 1 && isBlank(this.bytes, start, end)) return;
    if (comment !== undefined && this.bytes[start] === comment.charCodeAt(0) && end > start) return;
    if (cells === columnCount) {
      this.places[this.row + columnCount] = end + 1;
      this.recordIndexes[this.records++] = this.seen++;
      return;
    }
    const text = originalText(this.bytes.subarray(start, end));
    const rejected = countReject(text.split(delimiter), text, this.context);
    this.rejects.push({ record: this.seen++, line, ...rejected });
  }

  build(): BlockFields {
    const { bytes, records, rejects, perRecord } = this;
    return {
      bytes,
      columnCount: this.context.columnCount,
      records,
      places: this.places.subarray(0, records * perRecord),
      recordIndexes: this.recordIndexes.slice(0, records),
      rejects,
    };
  }
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (!(byte === 0x20 || byte === 0x09 || byte === 0x0b || byte === 0x0c)) return false;
  }
  return true;
}
