import { isUtf8 } from 'node:buffer';
import type { FileMetaData } from 'hyparquet';
import { asError, InvalidInputError } from '../../core/errors.js';
import { cellOf, csvLine, refusedRow, type FormInput, type TableForm } from './table-form.js';
import { tooLarge, wholeFile } from './whole-file.js';

const magic = Buffer.from('PAR1');

/** Apache Parquet, read row group by row group. Bytes are read as text where they are UTF-8, whatever the file says of them. */
export const parquet: TableForm = {
  name: 'parquet',
  headerLine: 1,
  begins: (head) => Buffer.from(head.subarray(0, magic.length)).equals(magic),
  asCsv: csvOf,
};

/** Cells of a row group, all of which are in memory at once. */
const mostCells = 50_000_000;
const rowsOfAPiece = 1000;

async function* csvOf(input: FormInput): AsyncGenerator<string, void> {
  const bytes = await wholeFile(input);
  const { name } = input;
  // Loaded by those who read such a file.
  const { parquetMetadata, parquetSchema, parquetRead } = await import('hyparquet');
  const { compressors } = await import('hyparquet-compressors');
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  const metadata = readable(name, () => parquetMetadata(file));
  const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
  yield csvLine(columns);
  for (const { start, end } of rowGroups(metadata, columns.length, name)) {
    let rows: unknown[][] = [];
    try {
      await parquetRead({
        file,
        metadata,
        compressors,
        utf8: false,
        rowStart: start,
        rowEnd: end,
        onComplete: (read) => (rows = read as unknown[][]),
      });
    } catch (error) {
      throw unreadable(name, error);
    }
    for (let from = 0; from < rows.length; from += rowsOfAPiece)
      yield rows
        .slice(from, from + rowsOfAPiece)
        .map((row) => recordOf(row, columns))
        .join('');
  }
}

/** @throws TooLargeError for a group whose cells do not go into memory */
function rowGroups(metadata: FileMetaData, columns: number, name: string): { start: number; end: number }[] {
  let end = 0;
  return metadata.row_groups.map(({ num_rows: count }) => {
    const start = end;
    end += Number(count);
    if ((end - start) * columns > mostCells)
      throw tooLarge(name, `at most ${mostCells} cells in a row group`);
    return { start, end };
  });
}

function recordOf(row: readonly unknown[], columns: readonly string[]): string {
  const cells: string[] = [];
  for (let i = 0; i < columns.length; i++) {
    const cell = textOf(row[i]);
    if (cell === undefined)
      return refusedRow(
        columns.length,
        row.map((value) => textOf(value) ?? '').join(','),
        `bytes of ${columns[i]} that are no text`,
      );
    cells.push(cell);
  }
  return csvLine(cells);
}

/** Undefined for bytes that are no text. */
function textOf(value: unknown): string | undefined {
  if (!(value instanceof Uint8Array)) return cellOf(value);
  return isUtf8(value) ? Buffer.from(value).toString('utf8') : undefined;
}

function readable<Result>(name: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw unreadable(name, error);
  }
}

function unreadable(name: string, cause: unknown): InvalidInputError {
  return new InvalidInputError(
    `${name} begins as a Parquet file but cannot be read: ${asError(cause).message}.`,
    {
      cause,
      hint: 'It may be cut off or encrypted: write it again, without encryption.',
      withoutData: true,
    },
  );
}
