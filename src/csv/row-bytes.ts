import { mayRunAsFormula } from './formula-cells.js';
import { carriageReturn, lineFeed, quote } from './record-scanner.js';
import { formatCell } from './writer.js';

const encoder = new TextEncoder();

/** Bytes that a row is copied by hand for; longer runs are left to the engine. */
const shortRun = 512;

/** Output rows as UTF-8, written cell by cell without making them texts first. */
export class RowBytes {
  private bytes: Uint8Array<ArrayBuffer>;
  private length = 0;
  private readonly sign: number;

  /** @param expected about how many bytes are to come; more may. */
  constructor(
    private readonly delimiter: string,
    expected: number,
  ) {
    this.sign = delimiter.charCodeAt(0);
    this.bytes = new Uint8Array(expected);
  }

  /** Bytes written so far. */
  get size(): number {
    return this.length;
  }

  /** Bytes that are safe as they stand. */
  copy(source: Uint8Array, start: number, end: number): void {
    this.makeRoom(end - start);
    const { bytes } = this;
    if (end - start > shortRun) bytes.set(source.subarray(start, end), this.length);
    else for (let from = start, to = this.length; from < end; from++, to++) bytes[to] = source[from];
    this.length += end - start;
  }

  /** A text that is safe as it stands. */
  text(text: string): void {
    this.makeRoom(3 * text.length);
    this.length += encoder.encodeInto(text, this.bytes.subarray(this.length)).written;
  }

  /** A delimiter, and a cell as `formatCell` writes it. */
  nextCell(cell: string): void {
    this.makeRoom(cell.length + 1);
    const { bytes, sign } = this;
    let at = this.length;
    bytes[at++] = sign;
    for (let i = 0; i < cell.length; i++) {
      const code = cell.charCodeAt(i);
      const special =
        code >= 128 || code === sign || code === quote || code === lineFeed || code === carriageReturn;
      if (special || (i === 0 && mayRunAsFormula(code))) {
        this.length++;
        this.text(formatCell(cell, this.delimiter));
        return;
      }
      bytes[at++] = code;
    }
    this.length = at;
  }

  endRow(): void {
    this.makeRoom(1);
    this.bytes[this.length++] = lineFeed;
  }

  /** What was written, in a buffer of its own. */
  taken(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.length);
  }

  private makeRoom(more: number): void {
    const needed = this.length + more;
    if (needed <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.bytes.length));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}
