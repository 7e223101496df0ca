import { formulaStarts, runsAsFormula } from './formula-cells.js';

export { CsvOutput } from './csv-output.js';

/** A cell that has one of these is quoted. */
const quotedSigns = '"\r\n';

interface Patterns {
  /** Finds a cell that cannot be written as it is, or must be looked at more closely. */
  cell: RegExp;
  /** Finds the same in cells that were joined, but for a delimiter inside a cell. */
  row: RegExp;
}

const patternsOf = new Map<string, Patterns>();

function patterns(delimiter: string): Patterns {
  let found = patternsOf.get(delimiter);
  if (!found) {
    const sign = delimiter.replace(/[\\\]^|-]/, '\\$&');
    found = {
      cell: new RegExp(`[${quotedSigns}${sign}]|^[${formulaStarts}]`, 'u'),
      row: new RegExp(`[${quotedSigns}]|(?:^|[${sign}])[${formulaStarts}]`, 'u'),
    };
    patternsOf.set(delimiter, found);
  }
  return found;
}

/**
 * A cell as it stands in a CSV file: quoted when it holds the delimiter, a quote or a line end (RFC 4180).
 *
 * A text that a spreadsheet would run (`runsAsFormula`) gets an apostrophe in front. This is the one change that reading back shows.
 */
export function formatCell(value: string, delimiter: string): string {
  return patterns(delimiter).cell.test(value) ? formatNoticed(value, delimiter) : value;
}

/** A record without its line end. A single empty cell is written as "", for an empty line is easily lost. */
export function formatRow(cells: readonly string[], delimiter: string): string {
  if (cells.length === 1 && cells[0] === '') return '""';
  const row = cells.join(delimiter);
  const isPlain = !patterns(delimiter).row.test(row) && occurrences(row, delimiter) === cells.length - 1;
  return isPlain ? row : cells.map((cell) => formatCell(cell, delimiter)).join(delimiter);
}

function occurrences(text: string, sign: string): number {
  let count = 0;
  for (let at = text.indexOf(sign); at !== -1; at = text.indexOf(sign, at + 1)) count++;
  return count;
}

/**
 * The shortest text that reads back as the same number; null is a missing value and gives an empty cell.
 * @throws RangeError for NaN and infinities, which no column of an answer may hold.
 */
export function formatNumber(value: number | null): string {
  if (value === null) return '';
  if (!Number.isFinite(value)) throw new RangeError(`A CSV cell cannot hold the number ${value}.`);
  return String(value);
}

function formatNoticed(value: string, delimiter: string): string {
  const safe = runsAsFormula(value) ? `'${value}` : value;
  const mustQuote = safe.includes(delimiter) || /["\r\n]/.test(safe);
  return mustQuote ? `"${safe.replaceAll('"', '""')}"` : safe;
}
