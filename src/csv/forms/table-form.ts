import type { ByteReader } from '../byte-reader.js';
import type { FormName } from './names.js';

/** Where the bytes of a table come from. */
export interface FormInput {
  /** At the first byte. */
  reader: ByteReader;
  /** How messages call the file. */
  name: string;
  /** What its text is written in, by a WHATWG name; absent: UTF-8. */
  encoding?: string;
}

/** A way of keeping a table in a file other than as CSV. Its rows become CSV text, so that every door that takes CSV takes it, too. */
export interface TableForm {
  readonly name: FormName;
  /** Whether a file with these first bytes (at most `headBytes` of them) is of this form. */
  begins(head: Uint8Array): boolean;
  /**
   * The table as CSV text in UTF-8 with commas, its header first, in pieces. What a row cannot tell is told by `refusedRow`.
   * @throws InvalidInputError, TooLargeError when the file as a whole cannot be read
   */
  asCsv(input: FormInput): AsyncGenerator<string, void>;
  /** Line of the file that the header counts as; rows count from the next one. */
  readonly headerLine: number;
}

/** As many first bytes as a form may look at. */
export const headBytes = 64;

/** A record as a line of CSV text, its cells as they are. A single empty cell is written as "", for an empty line is none. */
export function csvLine(cells: readonly string[], delimiter = ','): string {
  if (cells.length === 1 && cells[0] === '') return '""\n';
  return `${cells.map((cell) => csvCell(cell, delimiter)).join(delimiter)}\n`;
}

function csvCell(text: string, delimiter: string): string {
  return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A row that cannot become a record of so many columns: a line that has a cell more, from which readers of records tell what it was and
 * what is wrong with it (see `countReject`).
 */
export function refusedRow(columns: number, text: string, received: string): string {
  return csvLine([text, received, ...Array<string>(columns - 1).fill('')]);
}

/** A value of a table as a cell: nothing, also NaN, as an empty one, lists and objects as JSON. */
export function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (Number.isNaN(value)) return '';
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  if (value instanceof Date) return momentCell(value);
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner));
}

/** A day, or a day and a time without a zone, as columns of dates read them. */
function momentCell(moment: Date): string {
  if (Number.isNaN(moment.getTime())) return '';
  const text = moment.toISOString().replace('T', ' ').replace('Z', '');
  return text.replace(/\.000$/, '').replace(/ 00:00:00$/, '');
}
