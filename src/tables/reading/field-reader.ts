import { textAt } from '../../csv/cell-text.js';
import { CellProblem, type CellReader, type CellValue } from '../columns/column-kind.js';

/** Texts of at most this many bytes are remembered, and so many of them. */
const longestKept = 16;
const slots = 1024;
const mostKept = 512;

/** With at most so many digits, and the power of ten of as many places, a decimal number is exact (Clinger, 1990). */
const exactDigits = 15;
const powersOfTen = Array.from({ length: exactDigits + 1 }, (_, power) => 10 ** power);

const zero = 0x30;
const point = 0x2e;
const minus = 0x2d;

/**
 * Reads one column's cells out of bytes as its reader reads their texts. A text that was met before is found by its bytes, without
 * being made; a plain number is read from its digits. Everything else becomes a text, so no value depends on this way.
 */
export class FieldReader {
  private readonly keys = new Uint8Array(slots * longestKept);
  private readonly lengths = new Int8Array(slots).fill(-1);
  private readonly values = new Array<CellValue | CellProblem>(slots).fill(null);
  private kept = 0;

  /** @param numeric whether the reader gives the number of a plain number's text. */
  constructor(
    private readonly read: CellReader,
    private readonly numeric: boolean,
  ) {}

  /** The value of the cell from `start` to `end`. */
  cell(bytes: Uint8Array, start: number, end: number): CellValue | CellProblem {
    if (this.numeric) {
      const value = digits(bytes, start, end);
      if (value === value) {
        const checked = this.read(value);
        if (!(checked instanceof CellProblem)) return checked;
      }
    }
    return this.remembered(bytes, start, end);
  }

  private remembered(bytes: Uint8Array, start: number, end: number): CellValue | CellProblem {
    const length = end - start;
    if (length > longestKept) return this.read(textAt(bytes, start, end));
    let slot = hash(bytes, start, end);
    while (this.lengths[slot] >= 0) {
      if (this.lengths[slot] === length && this.matches(slot, bytes, start, end)) return this.values[slot];
      slot = (slot + 1) & (slots - 1);
    }
    const value = this.read(textAt(bytes, start, end));
    if (this.kept < mostKept) this.keep(slot, bytes.subarray(start, end), value);
    return value;
  }

  private matches(slot: number, bytes: Uint8Array, start: number, end: number): boolean {
    const { keys } = this;
    let key = slot * longestKept;
    for (let at = start; at < end; at++, key++) if (keys[key] !== bytes[at]) return false;
    return true;
  }

  private keep(slot: number, text: Uint8Array, value: CellValue | CellProblem): void {
    this.keys.set(text, slot * longestKept);
    this.lengths[slot] = text.length;
    this.values[slot] = value;
    this.kept++;
  }
}

function hash(bytes: Uint8Array, start: number, end: number): number {
  let value = end - start;
  for (let at = start; at < end; at++) value = (Math.imul(value, 31) + bytes[at]) | 0;
  return (value ^ (value >>> 12)) & (slots - 1);
}

/** The number of digits with at most one minus sign and one point, as `plainNumber` reads their text; NaN for anything else. */
function digits(bytes: Uint8Array, start: number, end: number): number {
  const negative = bytes[start] === minus;
  let value = 0;
  let count = 0;
  let places = -1;
  for (let at = negative ? start + 1 : start; at < end; at++) {
    const digit = bytes[at] - zero;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      count++;
    } else if (bytes[at] === point && places < 0) places = end - at - 1;
    else return NaN;
  }
  if (count === 0 || count > exactDigits) return NaN;
  if (places > 0) value /= powersOfTen[places];
  return negative ? -value : value;
}
