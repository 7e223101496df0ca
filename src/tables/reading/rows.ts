import { textAt } from '../../csv/cell-text.js';
import { shown } from '../../core/errors.js';
import { CellProblem, type CellReader, type CellValue } from '../columns/column-kind.js';
import type { ColumnSpec } from '../columns/column-spec.js';
import { cellReader, columnKind } from '../columns/index.js';
import { FieldReader } from './field-reader.js';
import { RowProblems, type RejectedRow, type RowProblem } from './row-problems.js';
import { sheetRows } from './sheet-rows.js';
import type { BlockFields } from '../../csv/fields.js';
import { Table } from '../table.js';

export interface ReadRows {
  /** The accepted rows, all declared columns. */
  table: Table;
  /** For each row of the table, its number (from 0) among the rows that were read. */
  accepted: Int32Array;
  rejected: RejectedRow[];
}

export interface RowReader {
  /** @param cellAt the raw value of a row and a declared column; undefined where the input does not have the column. */
  read(rowCount: number, cellAt: (row: number, columnIndex: number) => unknown): ReadRows;
  /**
   * The good records of a block, to the same values as from their texts.
   * @param positions for each declared column its place in a record, negative where the input does not have the column.
   */
  readFields(fields: BlockFields, positions: readonly number[]): ReadRows;
}

type CellAt = (row: number, columnIndex: number) => unknown;

/**
 * The readers of the columns, looked up once for any number of batches.
 * @param needed names of the columns of which a row must have at least one value; a row without, or a total of a spreadsheet, is
 *   rejected for that alone. Absent: any row will do.
 */
export function createRowReader(columns: readonly ColumnSpec[], needed?: readonly string[]): RowReader {
  const readers = columns.map(columnReader);
  const byFields = columns.map(
    (column, i) => new FieldReader(readers[i].read, columnKind(column).readsPlainText?.(column) ?? false),
  );
  const sheet = sheetRows(columns, needed);
  const cases = (cells: Cells): ReadRows => {
    sheet.refuse(cells.values, cells.problems, cells.rowCount);
    return toTable(columns, cells);
  };
  return {
    read: (rowCount, cellAt) => cases(readCells(readers, { rowCount, cellAt })),
    readFields: (fields, positions) => {
      const cells: Cells = { rowCount: fields.records, values: [], problems: new RowProblems() };
      readers.forEach((reader, index) => {
        const position = positions[index];
        const inputs = position < 0 ? absent(reader) : fieldInputs(fields, position, byFields[index]);
        cells.values.push(readColumn(cells, reader, inputs));
      });
      return cases(cells);
    },
  };
}

/** Rows from JSON objects, and how many problems they have, told or not. */
export interface ReadObjects extends ReadRows {
  problemCount: number;
}

/**
 * Rows from JSON objects. Besides the problems of its values, an object is rejected for a key that no column has and for
 * the missing key of a column that is not optional; something that is no object is rejected under the column name "".
 * @param most so many problems are told; a row that has only others is rejected without any.
 */
export function readObjects(
  columns: readonly ColumnSpec[],
  objects: readonly unknown[],
  most = Infinity,
): ReadObjects {
  const problems = new RowProblems(most);
  const records = objects.flatMap((object, row) => (isRecord(object) ? [{ object, row }] : []));
  const cellAt: CellAt = (row, index) => {
    const { object } = records[row];
    const { name, optional } = columns[index];
    if (Object.hasOwn(object, name)) return object[name];
    return optional ? undefined : missingKey;
  };
  const cells = readCells(columns.map(keyReader), { rowCount: records.length, cellAt, problems });
  const names = new Set(columns.map(({ name }) => name));
  records.forEach(({ object }, row) => {
    for (const key of Object.keys(object)) {
      if (!names.has(key)) problems.add(row, () => unknownKey(key, columns));
    }
  });
  const { table, accepted, rejected } = toTable(columns, cells);
  const others = new RowProblems(most - problems.told);
  objects.forEach((object, row) => {
    if (!isRecord(object)) others.add(row, () => noObject(object));
  });
  const ofRecords = rejected.map((one) => ({ ...one, row: records[one.row].row }));
  return {
    table,
    accepted: accepted.map((index) => records[index].row),
    rejected: [...ofRecords, ...others.byRow()].sort((a, b) => a.row - b.row),
    problemCount: problems.count + others.count,
  };
}

/**
 * What is wrong with JSON rows, row by row in their order.
 * @param most so many problems are told.
 */
export function problemsOf(
  columns: readonly ColumnSpec[],
  objects: readonly unknown[],
  most: number,
): { rejected: RejectedRow[]; problemCount: number } {
  const { rejected, problemCount } = readObjects(columns, objects, 0);
  const told: RejectedRow[] = [];
  let left = most;
  for (const { row } of rejected) {
    if (left <= 0) break;
    const [{ problems }] = readObjects(columns, [objects[row]], left).rejected;
    told.push({ row, problems });
    left -= problems.length;
  }
  return { rejected: told, problemCount };
}

interface ColumnReader {
  name: string;
  read: CellReader;
  refusesMissing: boolean;
}

/** A declaration never changes, so its lookup tables are made once, also when single rows are read one after the other. */
const known = new WeakMap<ColumnSpec, ColumnReader>();

function columnReader(column: ColumnSpec): ColumnReader {
  const found = known.get(column);
  if (found) return found;
  const made: ColumnReader = {
    name: column.name,
    read: cellReader(column),
    refusesMissing: column.missing === 'reject',
  };
  known.set(column, made);
  return made;
}

const missingKey = new CellProblem('a value', 'nothing (the key is missing)');

/** Passes the problem of a missing key on. */
function keyReader(column: ColumnSpec): ColumnReader {
  const { read, ...rest } = columnReader(column);
  return { ...rest, read: (input) => (input === missingKey ? missingKey : read(input)) };
}

/** A key that is longer names no column, and a place is not told by it. */
const longestKey = 200;

function unknownKey(key: string, columns: readonly ColumnSpec[]): RowProblem {
  return {
    column: key.length > longestKey ? '' : key,
    expected: expectedKeys(columns),
    received: `the unknown key ${shown(key)}`,
  };
}

const expectedKeysOf = new WeakMap<readonly ColumnSpec[], string>();

/** Made once: a request may have very many keys that are none of these. */
function expectedKeys(columns: readonly ColumnSpec[]): string {
  const found = expectedKeysOf.get(columns);
  if (found !== undefined) return found;
  const names = columns.map(({ name }) => name);
  const many = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
  const made = `one of the columns ${names.slice(0, mostNames).join(', ')}${many}`;
  expectedKeysOf.set(columns, made);
  return made;
}

/** A message names no more columns than this. */
const mostNames = 100;

function noObject(value: unknown): RowProblem {
  return { column: '', expected: 'an object with a key for each column', received: shown(value) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Cells {
  rowCount: number;
  /** Column by column; null in place of a problem. */
  values: CellValue[][];
  problems: RowProblems;
}

interface CellInputs {
  rowCount: number;
  cellAt: CellAt;
  problems?: RowProblems;
}

function readCells(
  readers: readonly ColumnReader[],
  { rowCount, cellAt, problems = new RowProblems() }: CellInputs,
): Cells {
  const cells: Cells = { rowCount, values: [], problems };
  readers.forEach((reader, index) => {
    const inputAt = (row: number) => cellAt(row, index);
    cells.values.push(readColumn(cells, reader, { inputAt, valueAt: (row) => reader.read(inputAt(row)) }));
  });
  return cells;
}

/** One column of an input. */
interface ColumnInputs {
  inputAt: (row: number) => unknown;
  /** The input as the column's reader reads it. */
  valueAt: (row: number) => CellValue | CellProblem;
}

function absent({ read }: ColumnReader): ColumnInputs {
  const value = read(undefined);
  return { inputAt: () => undefined, valueAt: () => value };
}

function fieldInputs(
  { bytes, places, columnCount }: BlockFields,
  position: number,
  reader: FieldReader,
): ColumnInputs {
  const perRecord = columnCount + 1;
  return {
    inputAt(row) {
      const at = row * perRecord + position;
      return textAt(bytes, places[at], places[at + 1] - 1);
    },
    valueAt(row) {
      const at = row * perRecord + position;
      return reader.cell(bytes, places[at], places[at + 1] - 1);
    },
  };
}

function readColumn(
  { rowCount, problems }: Cells,
  { name, refusesMissing }: ColumnReader,
  { inputAt, valueAt }: ColumnInputs,
): CellValue[] {
  const values = new Array<CellValue>(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const value = valueAt(row);
    if (value instanceof CellProblem) {
      const { expected, received } = value;
      problems.addUnreadable(row, () => ({ column: name, expected, received }));
      values[row] = null;
      continue;
    }
    if (value === null && refusesMissing) {
      problems.add(row, () => ({ column: name, expected: 'a value', received: shownMissing(inputAt(row)) }));
    }
    values[row] = value;
  }
  return values;
}

function shownMissing(input: unknown): string {
  return input === undefined ? 'nothing (missing)' : `${shown(input)} (missing)`;
}

function toTable(columns: readonly ColumnSpec[], { rowCount, values, problems }: Cells): ReadRows {
  const table = Table.fromColumns(
    columns.map((column, index) => ({
      name: column.name,
      type: columnKind(column).valueType,
      values: values[index],
    })),
  );
  const accepted = new Int32Array(rowCount - problems.rowCount);
  let count = 0;
  for (let row = 0; row < rowCount; row++) if (!problems.has(row)) accepted[count++] = row;
  const isWhole = problems.rowCount === 0;
  return { table: isWhole ? table : table.take(accepted), accepted, rejected: problems.byRow() };
}
