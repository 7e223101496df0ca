import { InvalidInputError, shown, type ErrorDetail } from '../../core/errors.js';
import { listedNames } from '../../core/text/lists.js';
import { readCsvFile, type CsvTable } from '../../csv/read-table.js';
import { foldCount } from './folds.js';

/** Fixed folds of a data set: for each repeat, the fold of each row. */
export interface FoldFile {
  rows: number;
  /** Number of folds, the same in every repeat. */
  k: number;
  /** -1: the row is in no fold and only ever learnt from. */
  repeats: { name: string; folds: Int32Array }[];
}

const onlyTraining = 'train';

/** Wrong cells that one error lists at most. */
const mostDetails = 20;

/**
 * Read a file with the columns `row` (from 0, each row once, in any order) and one column a repeat with the number of the fold, or
 * `train` for a row that is in none of them.
 *
 * @param rows how many rows the data set has; absent: as many as the file
 * @throws InvalidInputError naming the lines with missing, repeated or impossible rows and folds
 */
export async function readFolds(path: string, { rows }: { rows?: number } = {}): Promise<FoldFile> {
  const table = await readCsvFile(path, { expectedColumns: ['row'] });
  checkShape(path, table);
  const expectedRows = rows ?? table.records.length;
  const details: ErrorDetail[] = [];
  const repeats = table.header
    .slice(1)
    .map((name) => ({ name, folds: new Int32Array(expectedRows).fill(-1) }));
  const lineOfRow = new Map<number, number>();
  table.records.forEach((record, i) => {
    const line = table.lines[i];
    const row = wholeNumber(record[0]);
    if (row === undefined || row >= expectedRows) {
      details.push({
        line,
        column: 'row',
        expected: `a row from 0 to ${expectedRows - 1}`,
        received: shown(record[0]),
      });
      return;
    }
    const before = lineOfRow.get(row);
    if (before !== undefined) {
      details.push({
        line,
        column: 'row',
        expected: 'each row once',
        received: `row ${row} again (line ${before})`,
      });
    }
    lineOfRow.set(row, line);
    repeats.forEach(({ name, folds }, repeat) => {
      if (record[repeat + 1] === onlyTraining) return;
      const fold = wholeNumber(record[repeat + 1]);
      if (fold === undefined || fold >= expectedRows) {
        const expected = `a fold number from 0 to below ${expectedRows}, or ${onlyTraining}`;
        details.push({ line, column: name, expected, received: shown(record[repeat + 1]) });
      } else folds[row] = fold;
    });
  });
  details.push(...missingRows(lineOfRow, expectedRows));
  if (details.length > 0) throw wrongFile(path, details);
  return { rows: expectedRows, k: sameCount(path, repeats), repeats };
}

function checkShape(path: string, { header, rejects, records }: CsvTable): void {
  const received = `the columns ${listedNames(header)}`;
  if (header[0] !== 'row' || header.length < 2) {
    throw wrongFile(path, [{ line: 1, expected: 'the column row, then one column a repeat', received }]);
  }
  if (rejects.length > 0) throw wrongFile(path, rejects);
  if (records.length === 0)
    throw wrongFile(path, [{ expected: 'at least one row', received: 'a header only' }]);
}

function missingRows(found: ReadonlyMap<number, number>, rows: number): ErrorDetail[] {
  const missing = Array.from({ length: rows }, (_, row) => row).filter((row) => !found.has(row));
  if (missing.length === 0) return [];
  const first = missing.slice(0, 5).join(', ') + (missing.length > 5 ? ', …' : '');
  const received = `${missing.length} missing: ${first}`;
  return [{ column: 'row', expected: `each row from 0 to ${rows - 1}`, received }];
}

function sameCount(path: string, repeats: FoldFile['repeats']): number {
  const counts = repeats.map(({ name, folds }) => foldCount(folds, `${path}, column ${name}`));
  const other = counts.findIndex((count) => count !== counts[0]);
  if (other !== -1) {
    const received = `${counts[0]} in ${repeats[0].name}, ${counts[other]} in ${repeats[other].name}`;
    throw wrongFile(path, [{ expected: 'as many folds in each repeat', received }]);
  }
  return counts[0];
}

function wholeNumber(cell: string): number | undefined {
  return /^\d{1,9}$/.test(cell) ? Number(cell) : undefined;
}

function wrongFile(path: string, wrong: readonly (ErrorDetail & { line?: number })[]): InvalidInputError {
  const details = wrong
    .slice(0, mostDetails)
    .map(({ line, column, expected, received }) => ({ line, column, expected, received }));
  const [first] = details;
  const where = `${first.line === undefined ? '' : `, line ${first.line}`}${first.column === undefined ? '' : `, column ${first.column}`}`;
  const more = wrong.length > 1 ? ` (and ${wrong.length - 1} more)` : '';
  return new InvalidInputError(
    `${path}${where}: expected ${first.expected}, received ${first.received}${more}.`,
    { details },
  );
}
