import type { CsvLayout, CsvOrigin } from './layout.js';

export const lineFeed = 0x0a;
export const carriageReturn = 0x0d;
export const quote = 0x22;

/** Where the scan stands. The order matters: up to `leading` nothing but white space was seen in the record. */
const enum Mode {
  /** Before the first byte of a record. */
  start,
  /** Only white space so far. */
  leading,
  /** Before the first byte of a later field. */
  field,
  /** Inside an unquoted field. */
  text,
  /** Inside a quoted field. */
  quoted,
  /** Just behind a quote inside a quoted field: it closes, or it is the first of a doubled quote. */
  closed,
}

/** What is wrong with the quotes of a record, and the line of the quote that opened the field. */
export interface QuoteFault {
  code: 'text-after-quote' | 'unclosed-quote';
  line: number;
}

/** One record as found in the bytes. Offsets count from the scanner's origin; `end` excludes the line end. */
export interface ScannedRecord {
  kind: 'record' | 'blank' | 'comment';
  start: number;
  end: number;
  /** 1-based line of the record's first byte. */
  line: number;
  fault?: QuoteFault;
}

/**
 * Finds the ends of CSV records in bytes that arrive in pieces, by the rules by which csv-parse reads them with
 * `relax_quotes`: a quote opens only as the first byte of a field, a doubled quote inside is a quote, text behind a closing
 * quote continues the field unquoted; CRLF, LF and a lone CR end a line.
 *
 * A record of white space only is a *blank line*: in a file of several columns it is counted and is no record, in a file of
 * one column it is a record whose one cell is empty (so spreadsheets write a missing value).
 */
export class RecordScanner {
  /** Complete records, blank lines and remarks so far. */
  records = 0;
  blankLines = 0;
  commentLines = 0;
  /** Offset and line at which the record under way starts, which is behind the last complete one. */
  recordStart = 0;
  recordLine: number;

  private line: number;
  private base = 0;
  private mode: Mode = Mode.start;
  private isComment = false;
  private quoteLine = 0;
  private fault: QuoteFault | undefined;
  private readonly delimiter: number;
  private readonly comment: number;
  private readonly blankIsRecord: boolean;
  private readonly endsText = new Uint8Array(256);
  private readonly matters = new Uint8Array(256);

  constructor(
    layout: CsvLayout,
    origin: Pick<CsvOrigin, 'firstLine'>,
    private readonly onRecord?: (record: ScannedRecord) => void,
  ) {
    this.delimiter = layout.delimiter.charCodeAt(0);
    this.comment = layout.comment === undefined ? -1 : layout.comment.charCodeAt(0);
    this.blankIsRecord = layout.columnCount === 1;
    this.line = origin.firstLine;
    this.recordLine = origin.firstLine;
    for (const byte of [this.delimiter, lineFeed, carriageReturn]) this.endsText[byte] = 1;
    for (const byte of [quote, lineFeed, carriageReturn]) this.matters[byte] = 1;
  }

  /** Bytes of the record under way that were scanned. */
  get unfinishedBytes(): number {
    return this.base - this.recordStart;
  }

  /**
   * Scan the next bytes. A CR at the very end waits for its LF unless the input is at its `end`.
   * @returns how many bytes were taken: all, or all but that CR.
   */
  scan(bytes: Uint8Array, end: boolean): number {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const waits = !end && buffer.length > 0 && buffer[buffer.length - 1] === carriageReturn;
    const stop = waits ? buffer.length - 1 : buffer.length;
    const first = this.mode < Mode.quoted && isPlain(buffer) ? buffer.indexOf(lineFeed) : -1;
    if (first === -1) {
      this.walk(buffer, 0, stop);
    } else {
      this.walk(buffer, 0, first + 1);
      this.walk(buffer, this.takeLines(buffer, first + 1), stop);
    }
    this.base += stop;
    if (end && this.unfinishedBytes > 0) this.finish();
    return stop;
  }

  /** Whole lines of bytes without quotes and CR: a record each. Returns the start of the rest. */
  private takeLines(buffer: Buffer, from: number): number {
    let start = from;
    for (let at = buffer.indexOf(lineFeed, start); at !== -1; at = buffer.indexOf(lineFeed, start)) {
      const byte = buffer[start];
      if (byte > 0x20 && byte !== this.comment) {
        this.mode = Mode.text;
        this.endRecord(this.base + at, this.base + at + 1);
      } else {
        this.walk(buffer, start, at + 1);
      }
      start = at + 1;
    }
    return start;
  }

  private walk(buffer: Buffer, from: number, stop: number): void {
    const { endsText, matters } = this;
    let i = from;
    while (i < stop) {
      if (this.mode === Mode.quoted) {
        while (i < stop && matters[buffer[i]] === 0) i++;
        if (i < stop) this.takeInQuotes(buffer[i], buffer[i + 1]);
        i++;
        continue;
      }
      if (this.mode === Mode.text) {
        while (i < stop && endsText[buffer[i]] === 0) i++;
        if (i >= stop) return;
      }
      const byte = buffer[i++];
      if (byte === this.delimiter) {
        this.mode = Mode.field;
      } else if (byte === lineFeed || byte === carriageReturn) {
        const end = i - 1;
        if (byte === carriageReturn && i < stop && buffer[i] === lineFeed) i++;
        this.endRecord(this.base + end, this.base + i);
      } else {
        this.takeOther(byte);
      }
    }
  }

  private takeInQuotes(byte: number, next: number | undefined): void {
    if (byte === quote) this.mode = Mode.closed;
    else if (byte === lineFeed || next !== lineFeed) this.line++;
  }

  private takeOther(byte: number): void {
    const { mode } = this;
    if (byte === quote && mode !== Mode.leading) {
      if (mode !== Mode.closed) this.quoteLine = this.line;
      this.mode = Mode.quoted;
      return;
    }
    if (mode === Mode.closed) this.fault ??= { code: 'text-after-quote', line: this.quoteLine };
    if (mode === Mode.start && byte === this.comment) this.isComment = true;
    else if (mode <= Mode.leading && isWhiteSpace(byte)) {
      this.mode = Mode.leading;
      return;
    }
    this.mode = Mode.text;
  }

  private finish(): void {
    if (this.mode === Mode.quoted) this.fault = { code: 'unclosed-quote', line: this.quoteLine };
    this.endRecord(this.base, this.base);
  }

  /** `next` is where the following record starts. */
  private endRecord(end: number, next: number): void {
    const isBlank = this.mode <= Mode.leading && !this.blankIsRecord;
    if (isBlank) this.blankLines++;
    else if (this.isComment) this.commentLines++;
    else this.records++;
    this.onRecord?.({
      kind: isBlank ? 'blank' : this.isComment ? 'comment' : 'record',
      start: this.recordStart,
      end,
      line: this.recordLine,
      fault: this.fault,
    });
    this.line++;
    this.recordLine = this.line;
    this.recordStart = next;
    this.mode = Mode.start;
    this.isComment = false;
    this.fault = undefined;
  }
}

function isPlain(buffer: Buffer): boolean {
  return buffer.indexOf(quote) === -1 && buffer.indexOf(carriageReturn) === -1;
}

/** Space, tabulator, vertical tabulator, form feed. */
function isWhiteSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0b || byte === 0x0c;
}
