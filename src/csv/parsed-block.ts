import { isUtf8 } from 'node:buffer';
import type { CsvLayout, CsvOrigin } from './layout.js';

export type RejectCode =
  'field-count' | 'unreadable-row' | 'unclosed-quote' | 'text-after-quote' | 'invalid-utf8';

/** A record that cannot be read as one. */
export interface RejectedRecord {
  /** 0-based place among the records of the block, the rejected ones counted too. */
  record: number;
  /** 1-based line of the file at which the record starts. */
  line: number;
  code: RejectCode;
  expected: string;
  received: string;
  /** The record as it stands in the file, without its line end; read as Latin-1 when it is no UTF-8. */
  text: string;
}

export interface ParsedBlock {
  /** The good records in order, each with as many cells as there are columns. */
  records: string[][];
  /** For each of `records`, its 0-based place among the records of the block. */
  recordIndexes: Int32Array;
  /** For each of `records`, the 1-based line of the file at which it starts. */
  lines: Int32Array;
  /** In order. */
  rejects: RejectedRecord[];
  blankLines: number;
  commentLines: number;
}

/** What a block is read with. Where the origin is left out, lines and bytes count from the block's own start. */
export type BlockContext = CsvLayout & Partial<CsvOrigin>;

/** Fills a `ParsedBlock` record by record. */
export class BlockBuilder {
  private readonly records: string[][] = [];
  private readonly recordIndexes: number[] = [];
  private readonly lines: number[] = [];
  private readonly rejects: RejectedRecord[] = [];
  private seen = 0;

  constructor(private readonly layout: Pick<CsvLayout, 'columnCount' | 'form'>) {}

  /** A record with a cell for each column. */
  add(cells: string[], line: number): void {
    this.records.push(cells);
    this.lines.push(line);
    this.recordIndexes.push(this.seen++);
  }

  /** A record with a wrong number of cells. */
  rejectCount(cells: string[], line: number, text: string): void {
    this.reject({ line, ...countReject(cells, text, this.layout) });
  }

  reject(rejected: Omit<RejectedRecord, 'record'>): void {
    this.rejects.push({ record: this.seen++, ...rejected });
  }

  build(counts: { blankLines: number; commentLines: number }): ParsedBlock {
    return {
      records: this.records,
      recordIndexes: new Int32Array(this.recordIndexes),
      lines: new Int32Array(this.lines),
      rejects: this.rejects,
      ...counts,
    };
  }
}

/**
 * Why a record with a wrong number of cells is rejected. Of a table in another form that is what `refusedRow` wrote: the row, and what is
 * wrong with it.
 * @param text the record as it stands in the file
 */
export function countReject(
  cells: readonly string[],
  text: string,
  { columnCount, form }: Pick<CsvLayout, 'columnCount' | 'form'>,
): Omit<RejectedRecord, 'record' | 'line'> {
  if (form) {
    const [row, received] = cells;
    return { code: 'unreadable-row', expected: 'a row with a value for each column', received, text: row };
  }
  const [expected, received] = [columnCount, cells.length].map(fieldsInWords);
  return { code: 'field-count', expected, received, text };
}

/** How many fields, in words. */
function fieldsInWords(count: number): string {
  return count === 1 ? '1 field' : `${count} fields`;
}

/** UTF-8 where it is valid, else Latin-1, so that no byte is lost. */
export function originalText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(
    isUtf8(bytes) ? 'utf8' : 'latin1',
  );
}
