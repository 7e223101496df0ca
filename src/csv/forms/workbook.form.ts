import type * as Xlsx from 'xlsx';
import type { CellObject, WorkBook, WorkSheet } from 'xlsx';
import { asError, InvalidInputError } from '../../core/errors.js';
import { listed } from '../../core/text/lists.js';
import { cellOf, csvLine, refusedRow, type FormInput, type TableForm } from './table-form.js';
import { tooLarge, wholeFile } from './whole-file.js';
import { checkedEntries } from './zip-sizes.js';

const magic = [0x50, 0x4b, 0x03, 0x04];

/**
 * A workbook (.xlsx, .xlsm, .xlsb) of one sheet with a table, whose first row is the header. Numbers are read as they are and not as
 * they are shown; what a formula gave when the workbook was saved stands for it.
 */
export const workbook: TableForm = {
  name: 'workbook',
  headerLine: 1,
  begins: (head) => magic.every((byte, i) => head[i] === byte),
  asCsv: csvOf,
};

/** Of all files in it, unpacked. */
const mostBytes = 256 * 1024 * 1024;
const parts = ['xl/workbook.xml', 'xl/workbook.bin'];
const rowsOfAPiece = 1000;

type Row = (CellObject | undefined)[];

/** How the cells of a workbook become texts. */
interface Reading {
  formats: NumberFormats;
  /** Whether days are counted from 1904 on, as workbooks of old Macintoshes do, instead of 1900. */
  date1904: boolean;
}

/** What the library's part for formats of numbers does; it has no types. */
interface NumberFormats {
  is_date(format: string): boolean;
  parse_date_code(
    value: number,
    options: { date1904: boolean },
  ): { y: number; m: number; d: number; H: number; M: number; S: number } | null;
}

async function* csvOf(input: FormInput): AsyncGenerator<string, void> {
  const bytes = await wholeFile(input);
  const { name } = input;
  checkArchive(bytes, name);
  // Loaded by those who read such a file.
  const library = await import('xlsx');
  const book = opened(library, bytes, name);
  const rows = rowsOf(onlyTable(book, name));
  const formats = library.SSF as NumberFormats;
  const reading = { formats, date1904: book.Workbook?.WBProps?.date1904 === true };
  const columns = headerOf(rows[0], reading);
  yield csvLine(columns);
  for (let from = 1; from < rows.length; from += rowsOfAPiece) {
    const piece = rows.slice(from, from + rowsOfAPiece);
    yield piece.map((row) => recordOf(row, columns.length, reading)).join('');
  }
}

/** @throws InvalidInputError for an archive that is damaged or no workbook; TooLargeError for one that unpacks to more than the limit */
function checkArchive(bytes: Buffer, name: string): void {
  let names: string[];
  try {
    names = checkedEntries(bytes, mostBytes).map((entry) => entry.name);
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(name, error.message);
    throw new InvalidInputError(
      `${name} is a zip archive or workbook that cannot be read: ${asError(error).message}.`,
      {
        cause: error,
        hint: 'Copy or download the file again, or save the table as "CSV UTF-8".',
        withoutData: true,
      },
    );
  }
  if (parts.some((part) => names.includes(part))) return;
  throw new InvalidInputError(
    `${name} is a zip archive; expected a table: CSV, JSON Lines, Parquet or a workbook.`,
    {
      hint: 'Unpack it, and use the table in it.',
      withoutData: true,
    },
  );
}

function opened(library: typeof Xlsx, bytes: Buffer, name: string): WorkBook {
  try {
    return library.read(bytes, {
      dense: true,
      cellHTML: false,
      cellText: false,
      cellFormula: false,
      cellNF: true,
    });
  } catch (error) {
    throw new InvalidInputError(`${name} is a workbook that cannot be read: ${asError(error).message}.`, {
      cause: error,
      hint: 'It may be protected by a password: save the table as CSV.',
      withoutData: true,
    });
  }
}

/** @throws InvalidInputError when no sheet or more than one has cells */
function onlyTable({ SheetNames, Sheets }: WorkBook, name: string): WorkSheet {
  const filled = SheetNames.filter((sheet) => rowsOf(Sheets[sheet]).length > 0);
  if (filled.length === 1) return Sheets[filled[0]];
  throw new InvalidInputError(`${name} has ${filled.length} sheets with cells; expected one.`, {
    details: [
      {
        expected: 'one sheet with a table',
        received: filled.length === 0 ? 'none' : listed(filled),
      },
    ],
    hint: 'Save the sheet with the table as a workbook of its own, or as CSV.',
    withoutData: true,
  });
}

/** Up to the last row with a value. */
function rowsOf(sheet: WorkSheet): Row[] {
  const rows = (sheet['!data'] ?? []) as (Row | undefined)[];
  const all = Array.from(rows, (row) => row ?? []);
  return all.slice(0, all.findLastIndex(hasValue) + 1);
}

const hasValue = (row: Row): boolean => row.some((cell) => cell?.v !== undefined && cell.v !== '');

/** Up to the last column that has a name; one without a name before it is refused like that of a CSV file. */
function headerOf(row: Row, reading: Reading): string[] {
  const names = Array.from(row, (cell) => textOf(cell, reading));
  return names.slice(0, names.findLastIndex((one) => one !== '') + 1);
}

/** A row without a value stays a blank line, so that rows are counted as the sheet counts them. */
function recordOf(row: Row, columns: number, reading: Reading): string {
  if (!hasValue(row)) return columns === 1 ? '' : '\n';
  const texts = Array.from({ length: Math.max(columns, row.length) }, (_, i) => textOf(row[i], reading));
  if (texts.slice(columns).some((text) => text !== ''))
    return refusedRow(columns, texts.join(','), 'a cell beside the columns of the header');
  return csvLine(texts.slice(0, columns));
}

function textOf(cell: CellObject | undefined, reading: Reading): string {
  if (!cell || cell.v === undefined) return '';
  // `#N/A` and its like, as the sheet shows them.
  if (cell.t === 'e') return cell.w ?? '#N/A';
  const { t: type, z: format } = cell;
  if (type === 'n' && typeof format === 'string' && reading.formats.is_date(format))
    return momentOf(cell.v as number, reading);
  return cellOf(cell.v);
}

/** A day is 1; the time is a part of it. */
function momentOf(value: number, { formats, date1904 }: Reading): string {
  const found = formats.parse_date_code(value, { date1904 });
  if (!found) return String(value);
  const two = (part: number) => String(Math.floor(part)).padStart(2, '0');
  const day = `${String(found.y).padStart(4, '0')}-${two(found.m)}-${two(found.d)}`;
  const time = `${two(found.H)}:${two(found.M)}:${two(found.S)}`;
  if (value < 1) return time;
  return time === '00:00:00' ? day : `${day} ${time}`;
}
