import { basename } from 'node:path';
import { InvalidInputError } from '../../../core/errors.js';
import { mostDetails } from '../../../core/text/lists.js';
import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import { problemOfTarget } from '../../../tables/columns/learnable-number.js';
import { columnPositions } from '../../../tables/reading/column-positions.js';
import type { DatasetCatalogue } from '../../../datasets/dataset-catalogue.js';
import { createRowReader, type ReadRows } from '../../../tables/reading/rows.js';
import type { Table } from '../../../tables/table.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import { targetColumn } from '../../../scenarios/target-column.js';
import { taskSpecOf } from '../../../scenarios/task-spec.js';
import type { DataSource } from '../../data-source.js';
import type { LoadOptions } from '../../family.js';
import { isComplete, type TargetValue } from '../examples/examples.js';
import { taskOf } from '../tasks/index.js';
import { chosenRows, readRaw } from '../../loading/raw-rows.js';
import { answeredFrom } from './answered-from.js';
import { scenarioDerivation } from './derived-columns.js';

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
  { file, encoding, where }: LoadOptions = {},
): Promise<TrainingData> {
  const expectedColumns = scenario.spec.columns.map(({ name }) => name);
  const raw = chosenRows(await readRaw(scenario, datasets, { file, encoding, expectedColumns }), where);
  const columns = columnsToRead(scenario);
  const positions = columnPositions(columns, raw.header, raw.name);
  const reader = createRowReader(columns, answeredFrom(scenario.spec));
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
    table: scenarioDerivation(scenario.spec).learn(table),
    targets: taskOf(scenario.spec).framing(taskSpec).targets(table),
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
