import type { FormName } from './forms/names.js';
import { InvalidInputError, shown } from '../core/errors.js';

/** Delimiters that are tried when none is given, the likeliest first. */
export const delimiterCandidates = [',', ';', '\t', '|'] as const;

/** What must be known to cut and read the records of a CSV file. */
export interface CsvLayout {
  /** One ASCII character. */
  delimiter: string;
  /** Cells that a record must have. It also decides what a blank line is (see `RecordScanner`). */
  columnCount: number;
  /** One ASCII character; a record that begins with it is a remark and no record. */
  comment?: string;
  /** What the text was made of, where that was no CSV: records with a cell more are its refused rows. */
  form?: FormName;
}

/** Where a run of bytes stands in its file. */
export interface CsvOrigin {
  /** 1-based line of the first byte. */
  firstLine: number;
  /** Offset of the first byte in the file (after decompression). */
  firstByte: number;
}

const spelledDelimiters: ReadonlyMap<string, string> = new Map([
  ['tab', '\t'],
  ['\\t', '\t'],
]);

/**
 * The delimiter that a user wrote; `tab` and `\t` stand for the tabulator.
 * @throws InvalidInputError when it is not one ASCII character that can separate cells.
 */
export function checkDelimiter(given: string): string {
  const delimiter = spelledDelimiters.get(given) ?? given;
  if (!isSign(delimiter)) {
    throw new InvalidInputError(`The delimiter ${shown(given)} cannot separate the cells of a CSV file.`, {
      details: [{ expected: 'one ASCII character other than a quote or a line end', received: shown(given) }],
      hint: 'Use "," ";" "|" or "tab".',
    });
  }
  return delimiter;
}

/**
 * The sign that begins a remark line.
 * @throws InvalidInputError when it is not one ASCII character, or is the delimiter.
 */
export function checkComment(given: string, delimiter: string): string {
  if (!isSign(given) || given === delimiter) {
    throw new InvalidInputError(`The comment sign ${shown(given)} cannot begin a remark line.`, {
      details: [
        {
          expected: 'one ASCII character other than a quote, a line end or the delimiter',
          received: shown(given),
        },
      ],
    });
  }
  return given;
}

function isSign(text: string): boolean {
  const code = text.charCodeAt(0);
  return text.length === 1 && code > 0 && code < 128 && !'"\r\n'.includes(text);
}
