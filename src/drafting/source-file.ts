import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { InvalidInputError } from '../core/errors.js';
import { readCsvFile, type CsvTable } from '../csv/read-table.js';
import { rejectsHint } from '../csv/rejects-hint.js';
import { formatRow } from '../csv/writer.js';
import { trainingLimits } from '../learning/loading/training-limits.js';

/** How a file is read that a scenario is drafted from. */
export interface SourceOptions {
  encoding?: string;
  delimiter?: string;
  /** Whether the first line names the columns. */
  header: boolean;
}

/** @throws InvalidInputError for a file without rows, or with records that are not well formed. */
export async function readSource(
  path: string,
  { encoding, delimiter, header: hasHeader }: SourceOptions,
): Promise<CsvTable> {
  const read = await readCsvFile(path, { encoding, delimiter, limits: trainingLimits() });
  if (read.rejects.length > 0) {
    throw new InvalidInputError(`${basename(path)} holds records that are not well formed.`, {
      details: read.rejects.slice(0, 5).map(({ line, expected, received }) => ({ line, expected, received })),
      hint: rejectsHint(read),
    });
  }
  const table = hasHeader ? read : withoutHeader(read);
  if (table.records.length > 0) return table;
  throw new InvalidInputError(`${basename(path)} has no rows.`, {
    details: [{ expected: 'at least one row', received: 'none' }],
  });
}

function withoutHeader(table: CsvTable): CsvTable {
  const header = table.header.map((_, i) => `column_${i + 1}`);
  return { ...table, header, records: [table.header, ...table.records] };
}

/** The rows beside a draft. */
export interface RowsFile {
  name: string;
  /** What it is written in, where that is not UTF-8. */
  encoding?: string;
  bytes(table: CsvTable): Promise<Uint8Array>;
}

/** The file as it is, where a scenario can read it so; else written anew in UTF-8, with a header and commas. */
export function rowsFileOf(path: string, { encoding = 'utf-8', delimiter, header }: SourceOptions): RowsFile {
  if (delimiter === undefined && header) {
    const name = path.endsWith('.gz') ? 'rows.csv.gz' : 'rows.csv';
    return { name, ...(encoding !== 'utf-8' && { encoding }), bytes: () => readFile(path) };
  }
  const text = (table: CsvTable) =>
    [table.header, ...table.records].map((cells) => `${formatRow(cells, ',')}\n`).join('');
  return { name: 'rows.csv', bytes: (table) => Promise.resolve(Buffer.from(text(table))) };
}
