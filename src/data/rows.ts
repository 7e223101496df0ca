import { shown } from '../core/errors.js';
import { CellProblem, type CellReader, type CellValue } from './columns/column-kind.js';
import type { ColumnSpec } from './columns/column-spec.js';
import { columnKind } from './columns/index.js';
import { FieldReader, textAt } from './csv/field-reader.js';
import type { BlockFields } from './csv/fields.js';
import { Table } from './table.js';

/** Why one value of a row cannot be used. */
export interface RowProblem {
  column: string;
  expected: string;
  received: string;
}

export interface RejectedRow {
  /** Counted from 0 among the rows that were read. */
  row: number;
  /** All of the row's problems, in the order of the columns. */
  problems: RowProblem[];
}

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

/** The readers of the columns, looked up once for any number of batches. */
export function createRowReader(columns: readonly ColumnSpec[]): RowReader {
  const readers = columns.map(columnReader);
  const byFields = columns.map(({ kind }, i) => new FieldReader(readers[i].read, kind === 'numeric'));
  return {
    read: (rowCount, cellAt) => toTable(columns, readCells(readers, rowCount, cellAt)),
    readFields: (fields, positions) => {
      const cells: Cells = { rowCount: fields.records, values: [], problems: new Map() };
      readers.forEach((reader, index) => {
        const position = positions[index];
        const inputs = position < 0 ? absent(reader) : fieldInputs(fields, position, byFields[index]);
        cells.values.push(readColumn(cells, reader, inputs));
      });
      return toTable(columns, cells);
    },
  };
}

/**
 * Rows from JSON objects. Besides the problems of its values, an object is rejected for a key that no column has and for
 * the missing key of a column that is not optional; something that is no object is rejected under the column name "".
 */
export function readObjects(columns: readonly ColumnSpec[], objects: readonly unknown[]): ReadRows {
  const records = objects.flatMap((object, row) => (isRecord(object) ? [{ object, row }] : []));
  const cells = readCells(columns.map(keyReader), records.length, (row, index) => {
    const { object } = records[row];
    const { name, optional } = columns[index];
    if (Object.hasOwn(object, name)) return object[name];
    return optional ? undefined : missingKey;
  });
  const names = new Set(columns.map(({ name }) => name));
  records.forEach(({ object }, row) => {
    for (const key of Object.keys(object)) {
      if (!names.has(key)) addProblem(cells.problems, row, { column: key, ...unknownKey(key, names) });
    }
  });
  const { table, accepted, rejected } = toTable(columns, cells);
  const others = objects.flatMap((object, row) =>
    isRecord(object) ? [] : [{ row, problems: [noObject(object)] }],
  );
  return {
    table,
    accepted: accepted.map((index) => records[index].row),
    rejected: [...rejected.map(({ row, problems }) => ({ row: records[row].row, problems })), ...others].sort(
      (a, b) => a.row - b.row,
    ),
  };
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
    read: columnKind(column).reader(column),
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

function unknownKey(key: string, names: ReadonlySet<string>): Omit<RowProblem, 'column'> {
  return {
    expected: `one of the columns ${[...names].join(', ')}`,
    received: `the unknown key ${shown(key)}`,
  };
}

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
  /** By row. */
  problems: Map<number, RowProblem[]>;
}

function readCells(readers: readonly ColumnReader[], rowCount: number, cellAt: CellAt): Cells {
  const cells: Cells = { rowCount, values: [], problems: new Map() };
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
      addProblem(problems, row, { column: name, expected: value.expected, received: value.received });
      values[row] = null;
      continue;
    }
    if (value === null && refusesMissing) {
      const input = inputAt(row);
      const received = input === undefined ? 'nothing (missing)' : `${shown(input)} (missing)`;
      addProblem(problems, row, { column: name, expected: 'a value', received });
    }
    values[row] = value;
  }
  return values;
}

function addProblem(problems: Cells['problems'], row: number, problem: RowProblem): void {
  const list = problems.get(row);
  if (list) list.push(problem);
  else problems.set(row, [problem]);
}

function toTable(columns: readonly ColumnSpec[], { rowCount, values, problems }: Cells): ReadRows {
  const table = Table.fromColumns(
    columns.map((column, index) => ({
      name: column.name,
      type: columnKind(column).valueType,
      values: values[index],
    })),
  );
  const accepted = new Int32Array(rowCount - problems.size);
  let count = 0;
  for (let row = 0; row < rowCount; row++) if (!problems.has(row)) accepted[count++] = row;
  const rejected = Array.from(problems, ([row, list]) => ({ row, problems: list })).sort(
    (a, b) => a.row - b.row,
  );
  return { table: problems.size === 0 ? table : table.take(accepted), accepted, rejected };
}
