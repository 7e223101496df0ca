import { basename } from 'node:path';
import { InvalidInputError, shown } from '../../../core/errors.js';
import { mostDetails } from '../../../core/text/lists.js';
import { fileWithin } from '../../../core/files/own-file.js';
import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import { problemOfTarget } from '../../../tables/columns/learnable-number.js';
import { columnPositions } from '../../../tables/reading/column-positions.js';
import { readCsvFile } from '../../../csv/read-table.js';
import { tooManyRows } from '../../../csv/table-size.js';
import type { DatasetCatalogue } from '../../../datasets/dataset-catalogue.js';
import { createRowReader, type ReadRows } from '../../../tables/reading/rows.js';
import type { Table } from '../../../tables/table.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import { targetColumn } from '../../../scenarios/target-column.js';
import { taskSpecOf } from '../../../scenarios/task-spec.js';
import type { DataSource } from '../../data-source.js';
import { isComplete, type TargetValue } from '../examples/examples.js';
import { taskNamed } from '../tasks/index.js';
import { mostTrainingRows, trainingLimits } from './training-limits.js';

/** Rows to learn from: a table of declared and derived columns beside what each row teaches. */
export interface TrainingData {
  table: Table;
  targets: readonly TargetValue[];
  /** Row number in the source (from 0, header excluded) of every row of the table. */
  sourceRows: Int32Array;
  source: DataSource;
}

/** Those of `rows` that teach something in full. */
export function teachingRows({ targets }: TrainingData, rows: Int32Array): Int32Array {
  return rows.filter((row) => isComplete(targets[row]));
}

/** Those of `rows` whose outcome is known, at least in part. */
export function knownRows({ targets }: TrainingData, rows: Int32Array): Int32Array {
  return rows.filter((row) => targets[row] !== null);
}

/** The declared columns and the target, which for a forecast is one of them. */
function columnsToRead({ spec }: Scenario): ColumnSpec[] {
  const isInput = spec.columns.some(({ name }) => name === spec.target.name);
  return isInput ? spec.columns : [...spec.columns, targetColumn(spec)];
}

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

/** More than this share of unreadable rows means that the file is not the scenario's. */
const mostRejected = 0.5;

/**
 * Read the rows of a scenario: from `file` when given, else from its dataset or its own CSV file.
 * @param options.where other rows are left aside; those that remain are numbered anew.
 * @throws InvalidInputError when columns are missing or most rows cannot be read.
 */
export async function loadTrainingData(
  scenario: Scenario,
  datasets: DatasetCatalogue,
  { file, where }: { file?: string; where?: RowFilter } = {},
): Promise<TrainingData> {
  const raw = chosenRows(await readRaw(scenario, datasets, file), where);
  const columns = columnsToRead(scenario);
  const positions = columnPositions(columns, raw.header, raw.name);
  const reader = createRowReader(columns);
  const read = reader.read(raw.records.length, (row, column) => {
    const position = positions[column];
    return position < 0 ? undefined : raw.records[row][position];
  });
  const { table, accepted, rejected } = withLearnableTarget(read, scenario.spec.target.name);
  if (accepted.length === 0 || rejected.length > mostRejected * raw.records.length) {
    throw new InvalidInputError(
      `${raw.name}: ${rejected.length} of ${raw.records.length} rows cannot be read.`,
      {
        details: rejected
          .slice(0, 5)
          .flatMap(({ row, problems }) => {
            return problems.map((problem) => ({ ...problem, row: row + 1, line: raw.lines[row] }));
          })
          .slice(0, mostDetails),
        withoutData: true,
      },
    );
  }
  const taskSpec = taskSpecOf(scenario.spec);
  return {
    table: scenario.plugin.derive?.(table) ?? table,
    targets: taskNamed(scenario.spec.task.name).framing(taskSpec).targets(table),
    sourceRows: accepted,
    source: {
      kind: raw.kind,
      name: basename(raw.name),
      sha256: raw.sha256,
      rows: accepted.length,
      rejected: rejected.length,
    },
  };
}

/** Rows that teach a number which no network can count in are rejected like those whose text is no number. */
function withLearnableTarget(read: ReadRows, target: string): ReadRows {
  const values = read.table.column(target);
  const problems = values.map((value) => problemOfTarget(value));
  if (problems.every((problem) => problem === undefined)) return read;
  const kept = Int32Array.from(problems.keys()).filter((row) => !problems[row]);
  const refused = problems.flatMap((problem, row) =>
    problem ? [{ row: read.accepted[row], problems: [{ column: target, ...problem }] }] : [],
  );
  return {
    table: read.table.take(kept),
    accepted: kept.map((row) => read.accepted[row]),
    rejected: [...read.rejected, ...refused].sort((a, b) => a.row - b.row),
  };
}

/** @throws InvalidInputError when the column is not there or no row has the value. */
function chosenRows(raw: RawRows, where?: RowFilter): RawRows {
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

/**
 * Read the cells of a scenario: from `file` when given, else from its dataset or its own CSV file.
 * @throws InvalidInputError when there are no rows or records are not well formed; TooLargeError for more than can be learnt from.
 */
export async function readRaw(
  scenario: Scenario,
  datasets: DatasetCatalogue,
  file?: string,
): Promise<RawRows> {
  const { data } = scenario.spec;
  if (file === undefined && 'dataset' in data) {
    const { table, source, sha256: digest } = await datasets.open(data.dataset);
    checkRows(table.records.length, data.dataset);
    return { ...table, kind: source, name: data.dataset, sha256: digest };
  }
  const { path, name } = await fileToRead(scenario, file);
  const { header, records, lines, rejects, sha256 } = await readCsvFile(path, {
    name,
    expectedColumns: expectedColumns(scenario),
    limits: trainingLimits(),
  });
  if (rejects.length > 0) {
    throw new InvalidInputError(`${name} holds records that are not well formed.`, {
      details: rejects.slice(0, 5).map(({ line, expected, received }) => ({ line, expected, received })),
      withoutData: true,
    });
  }
  checkRows(records.length, name);
  const synthetic = file === undefined && 'file' in data && data.synthetic === true;
  const kind = synthetic ? 'synthetic-sample' : 'file';
  return { header, records, lines, kind, name, sha256 };
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
  file?: string,
): Promise<{ path: string; name: string }> {
  if (file !== undefined || !('file' in data)) return { path: file ?? '', name: file ?? '' };
  return { path: await fileWithin(folder, data.file), name: data.file };
}

function expectedColumns({ spec: { columns, interactions } }: Scenario): string[] {
  return interactions ? [interactions.user, interactions.item] : columns.map(({ name }) => name);
}
