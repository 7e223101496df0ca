import { mostBytesAboveHeader, mostHeaderBytes } from './header-limits.js';
import { RecordScanner, type ScannedRecord } from './record-scanner.js';

interface ScanOptions {
  comment?: string;
  firstLine: number;
  /** The longest record; a header of this many bytes is too long whatever the general limit. */
  maxRecordBytes: number;
}

/** Looks for the first record of a file under one delimiter, piece by piece; no byte is scanned twice. */
export class HeaderScan {
  /** The first record that is neither a blank line nor a remark. */
  record: ScannedRecord | undefined;
  /** Where the record behind it starts. */
  next: { start: number; line: number } | undefined;
  private readonly scanner: RecordScanner;
  private readonly mostBytes: number;
  private scanned = 0;
  private isWhole = false;

  constructor(
    readonly delimiter: string,
    { comment, firstLine, maxRecordBytes }: ScanOptions,
  ) {
    // Two columns stand for "several": blank lines above the header are no header, however many columns it has.
    const layout = { delimiter, columnCount: 2, comment };
    this.mostBytes = Math.min(mostHeaderBytes, maxRecordBytes);
    this.scanner = new RecordScanner(layout, { firstLine }, (scanned) => {
      if (this.record) this.next ??= { start: scanned.start, line: scanned.line };
      else if (scanned.kind === 'record') this.record = scanned;
    });
  }

  /** Go on in `head`, the bytes of the file from the first on. `isWhole` says that it has no more. */
  read(head: Uint8Array, isWhole: boolean): void {
    if (this.isDone) return;
    this.scanned += this.scanner.scan(head.subarray(this.scanned), isWhole);
    this.isWhole = isWhole;
    if (this.record) this.next ??= { start: this.scanner.recordStart, line: this.scanner.recordLine };
  }

  /** Whether more bytes would change nothing. */
  get isDone(): boolean {
    return this.isWhole || this.record !== undefined || this.isTooLong || this.isTooFar;
  }

  /** The record, or what there is of it, is longer than a header may be. */
  get isTooLong(): boolean {
    return this.bytes > this.mostBytes;
  }

  /** The record starts further from the beginning of the file than a header may. */
  get isTooFar(): boolean {
    return this.start > mostBytesAboveHeader;
  }

  /** Where the record starts, or may start. */
  get start(): number {
    return this.record?.start ?? this.scanner.recordStart;
  }

  /** 1-based line of that place. */
  get line(): number {
    return this.record?.line ?? this.scanner.recordLine;
  }

  private get bytes(): number {
    return this.record ? this.record.end - this.record.start : this.scanner.unfinishedBytes;
  }
}
