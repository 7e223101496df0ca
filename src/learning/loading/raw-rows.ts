import { InvalidInputError, shown } from '../../core/errors.js';
import { fileWithin } from '../../core/files/own-file.js';
import { readCsvFile } from '../../csv/read-table.js';
import { rejectsHint } from '../../csv/rejects-hint.js';
import { tooManyRows } from '../../csv/table-size.js';
import { loadKinds } from '../../tables/columns/index.js';
import { namedAsWanted } from '../../tables/reading/column-positions.js';
import type { DatasetCatalogue } from '../../datasets/dataset-catalogue.js';
import type { DataSource } from '../data-source.js';
import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import { mostTrainingRows, trainingLimits } from './training-limits.js';

/** The cells of a scenario's data as its file holds them. */
export interface RawRows {
  header: readonly string[];
  records: readonly (readonly string[])[];
  lines: ArrayLike<number>;
  kind: DataSource['kind'];
  name: string;
  sha256: string;
}

/** Rows whose cell in a column is exactly this text. */
export interface RowFilter {
  column: string;
  value: string;
}

/**
 * Read the cells of a scenario: from `file` when given, else from its dataset or its own CSV file.
 * @param encoding of `file`; its own file is written in what the specification says.
 * @param expectedColumns names by which a file's delimiter is told; a column whose name differs from one in case and blanks alone is it.
 * @throws InvalidInputError when there are no rows or records are not well formed; TooLargeError for more than can be learnt from.
 */
export async function readRaw(
  scenario: Scenario,
  datasets: DatasetCatalogue,
  { file, encoding, expectedColumns }: { file?: string; encoding?: string; expectedColumns: string[] },
): Promise<RawRows> {
  const { data, columns } = scenario.spec;
  // Whoever has the cells of a scenario reads them next, one after the other and without a pause.
  await loadKinds(columns);
  if (file === undefined && 'dataset' in data) {
    const { table, source, sha256: digest } = await datasets.open(data.dataset);
    checkRows(table.records.length, data.dataset);
    return { ...table, kind: source, name: data.dataset, sha256: digest };
  }
  const toRead = await fileToRead(scenario, { file, encoding });
  const { name } = toRead;
  const table = await readCsvFile(toRead.path, {
    name,
    encoding: toRead.encoding,
    expectedColumns,
    limits: trainingLimits(),
  });
  const { header, records, lines, rejects, sha256 } = table;
  if (rejects.length > 0) {
    throw new InvalidInputError(`${name} holds records that are not well formed.`, {
      details: rejects.slice(0, 5).map(({ line, expected, received }) => ({ line, expected, received })),
      hint: rejectsHint(table),
      withoutData: true,
    });
  }
  checkRows(records.length, name);
  const synthetic = file === undefined && 'file' in data && data.synthetic === true;
  const kind = synthetic ? 'synthetic-sample' : 'file';
  return { header: namedAsWanted(header, expectedColumns), records, lines, kind, name, sha256 };
}

function checkRows(rows: number, name: string): void {
  if (rows > mostTrainingRows) throw tooManyRows(mostTrainingRows, name);
  if (rows > 0) return;
  const expected = 'at least one row below the header';
  throw new InvalidInputError(`${name}: there are no rows: expected ${expected}, received none.`, {
    details: [{ expected, received: 'none' }],
  });
}

/**
 * The file that was asked for, which may be a pipe: it is read once, from its beginning to its end. Else the scenario's own, which
 * goes by the name in the specification: where the project lies is nobody's business.
 */
async function fileToRead(
  { spec: { data }, folder }: Scenario,
  { file, encoding }: { file?: string; encoding?: string },
): Promise<{ path: string; name: string; encoding?: string }> {
  if (file !== undefined || !('file' in data)) return { path: file ?? '', name: file ?? '', encoding };
  return { path: await fileWithin(folder, data.file), name: data.file, encoding: data.encoding };
}

/** @throws InvalidInputError when the column is not there or no row has the value. */
export function chosenRows(raw: RawRows, where?: RowFilter): RawRows {
  if (!where) return raw;
  const position = raw.header.indexOf(where.column);
  const rows = raw.records.flatMap((cells, row) => (cells[position] === where.value ? [row] : []));
  if (rows.length === 0) {
    throw new InvalidInputError(
      `${raw.name}: no row has the value ${shown(where.value)} in ${where.column}.`,
      {
        details: [
          { column: where.column, expected: 'a column and a value of it', received: shown(where.value) },
        ],
      },
    );
  }
  const { records, lines } = raw;
  return { ...raw, records: rows.map((row) => records[row]), lines: rows.map((row) => lines[row]) };
}
