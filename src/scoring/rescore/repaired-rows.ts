import { basename } from 'node:path';
import { InvalidInputError, shown, type ErrorDetail } from '../../core/errors.js';
import { firstDetails } from '../../core/text/lists.js';
import { readCsvFile, type CsvTable } from '../../csv/read-table.js';
import type { TableLimits } from '../../csv/table-size.js';
import { missingColumns } from '../../tables/reading/column-positions.js';
import { rejectColumns, rejectsHeader } from '../csv/table-header.js';

/** A rejected row as it stands in the table of rejects now. */
export interface RepairedRow {
  /** For each column of the input. */
  cells: string[];
  /** What the table says of how the record stood in the input; absent where it does not matter, for the lines are known. */
  original?: string;
}

/** The rejected records of an input by the lines at which they start. */
export interface RepairedRows {
  /** All of them, also those that nobody looked at. */
  lines: ReadonlySet<number>;
  rows: ReadonlyMap<number, RepairedRow>;
}

export interface RepairedRequest {
  /** The repaired rejects. */
  path: string;
  /** How messages call them; default: the path. */
  name?: string;
  encoding?: string;
  /** The rejects as the scoring wrote them, where they are still there: then only some of them need be in the other. */
  written?: string;
  /** How many rows were rejected. */
  rejected: number;
  /** Of the input. */
  header: readonly string[];
}

/** Repaired rows are in memory while the file is put together. */
const limits: TableLimits = { rows: 2_000_000, memory: 1_000_000_000 };

/**
 * What became of the rejects of a scoring.
 * @throws InvalidInputError where a row cannot be read or is none of those that were rejected, or one is missing; TooLargeError
 */
export async function readRepairedRows(request: RepairedRequest): Promise<RepairedRows> {
  const { path, name = path, written, rejected, header } = request;
  const rows = await readRows(path, request);
  if (written === undefined) {
    if (rows.size !== rejected) throw otherCount(name, rows.size, rejected);
    return { rows, lines: new Set(rows.keys()) };
  }
  const lines = new Set((await readRows(written, { header, name: basename(written) })).keys());
  const strange = [...rows.keys()].find((line) => !lines.has(line));
  if (strange !== undefined) throw notRejected(name, strange);
  // The lines are as they were written, so there is nothing to compare.
  return { lines, rows: new Map(Array.from(rows, ([line, { cells }]) => [line, { cells }])) };
}

async function readRows(
  path: string,
  { header, encoding, name = path }: Pick<RepairedRequest, 'header' | 'encoding' | 'name'>,
): Promise<Map<number, RepairedRow>> {
  const names = rejectsHeader(header);
  const table = await readCsvFile(path, { name, encoding, expectedColumns: names, limits });
  refuseUnreadable(table, name);
  const [line, , , original, ...cells] = placesOf(names, table.header, name);
  const rows = new Map<number, RepairedRow>();
  table.records.forEach((record, i) => {
    const at = lineOf(record[line], { path: name, line: table.lines[i] });
    if (rows.has(at)) throw lineTwice(name, { line: table.lines[i], at });
    rows.set(at, { cells: cells.map((place) => record[place] ?? ''), original: record[original] });
  });
  return rows;
}

function refuseUnreadable({ rejects }: CsvTable, path: string): void {
  if (rejects.length === 0) return;
  const { details } = firstDetails(
    rejects.map(({ line, expected, received }): ErrorDetail => ({ line, expected, received })),
  );
  throw new InvalidInputError(`${path} has a line that cannot be read.`, { details });
}

/** Where the columns stand. Those without a name, at the end of the input's header, are told by their order, and may be gone. */
function placesOf(names: readonly string[], header: readonly string[], where: string): number[] {
  const missing = missingRejectColumns(names, header, where);
  if (missing) throw missing;
  const unnamed = Array.from(header.keys()).filter((place) => header[place] === '');
  return names.map((name) => (name === '' ? (unnamed.shift() ?? -1) : header.indexOf(name)));
}

/**
 * Columns that repaired rejects must have: the line, the record as it stood, and those of the input.
 * @param names the columns of the rejects as they were written
 * @returns undefined where all are there
 */
export function missingRejectColumns(
  names: readonly string[],
  header: readonly string[],
  where: string,
): InvalidInputError | undefined {
  const mayBeGone: readonly string[] = ['column', 'reason'];
  const needed = names.filter((name, i) => !mayBeGone.includes(rejectColumns[i]) && name !== '');
  const missing = needed
    .filter((name) => !header.includes(name))
    .map((name): ErrorDetail => {
      return { column: name, expected: `a column ${shown(name)}`, received: 'no such column' };
    });
  return missing.length > 0 ? missingColumns(missing, header, { where }) : undefined;
}

function lineOf(text: string, { path, line }: { path: string; line: number }): number {
  const given = text.trim();
  if (/^[1-9]\d{0,14}$/.test(given)) return Number(given);
  throw new InvalidInputError(`${path}: a row does not say at which line of the input it stood.`, {
    details: [{ line, column: rejectColumns[0], expected: 'a line of the input', received: shown(given) }],
    hint: keepHint,
  });
}

const keepHint = 'Leave the first columns of the rejects, and the rows that cannot be repaired, as they are.';

function lineTwice(path: string, { line, at }: { line: number; at: number }): InvalidInputError {
  return new InvalidInputError(`${path} has a row twice.`, {
    details: [{ line, column: rejectColumns[0], expected: 'each line once', received: `${at} again` }],
    hint: keepHint,
  });
}

function otherCount(path: string, rows: number, rejected: number): InvalidInputError {
  return new InvalidInputError(`${path} does not have the rows that were rejected.`, {
    details: [{ expected: `${rejected} rows`, received: `${rows} rows` }],
    hint: 'Rows that cannot be repaired stay in it as they are. Or keep the rejects as they were written, and name a file of the repaired rows alone: --rejects FILE.',
  });
}

function notRejected(path: string, line: number): InvalidInputError {
  return new InvalidInputError(`${path} has a row that was not rejected.`, {
    details: [{ column: rejectColumns[0], expected: 'the line of a rejected row', received: String(line) }],
    hint: keepHint,
  });
}
