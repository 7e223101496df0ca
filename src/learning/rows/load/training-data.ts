import { basename } from 'node:path';
import { InvalidInputError } from '../../../core/errors.js';
import { mostDetails } from '../../../core/text/lists.js';
import type { CellValue } from '../../../tables/columns/column-kind.js';
import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import { problemOfTarget } from '../../../tables/columns/learnable-number.js';
import { columnPositions } from '../../../tables/reading/column-positions.js';
import type { DatasetCatalogue } from '../../../datasets/dataset-catalogue.js';
import type { RowProblem } from '../../../tables/reading/row-problems.js';
import { createRowReader, type ReadRows } from '../../../tables/reading/rows.js';
import type { Table } from '../../../tables/table.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import { targetColumns, targetsOf } from '../../../scenarios/targets.js';
import { taskSpecOf } from '../../../scenarios/task-spec.js';
import type { DataSource } from '../../data-source.js';
import type { LoadOptions } from '../../family.js';
import type { TrainingNote } from '../../training-note.js';
import { isComplete, type TargetValue } from '../examples/examples.js';
import { taskOf } from '../tasks/index.js';
import type { Task } from '../tasks/task.js';
import { chosenRows, readRaw, type RawRows } from '../../loading/raw-rows.js';
import { answeredFrom } from './answered-from.js';
import { scenarioDerivation } from './derived-columns.js';
import { notesOfRows, untaughtNotes } from './training-notes.js';

/** Rows to learn from: a table of declared and derived columns beside what each row teaches. */
export interface TrainingData {
  table: Table;
  targets: readonly TargetValue[];
  /** See `Examples`. */
  learnsFromParts: boolean;
  /** Row number in the source (from 0, header excluded) of every row of the table. */
  sourceRows: Int32Array;
  source: DataSource;
  /** What should be known of the rows. */
  notes: readonly TrainingNote[];
}

/** Those of `rows` that are learnt from: where a part does not do, they teach something in full. */
export function teachingRows(data: TrainingData, rows: Int32Array): Int32Array {
  if (data.learnsFromParts) return knownRows(data, rows);
  return rows.filter((row) => isComplete(data.targets[row]));
}

/** Those of `rows` whose outcome is known, at least in part. */
export function knownRows({ targets }: TrainingData, rows: Int32Array): Int32Array {
  return rows.filter((row) => targets[row] !== null);
}

/** The declared columns and the targets; that of a forecast is one of the columns. */
export function columnsToRead({ columns, ...spec }: ScenarioSpec): ColumnSpec[] {
  const declared = new Set(columns.map(({ name }) => name));
  return [...columns, ...targetColumns(spec).filter(({ name }) => !declared.has(name))];
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
  const expectedColumns = columnsToRead(scenario.spec).map(({ name }) => name);
  return readTrainingData(
    scenario,
    chosenRows(await readRaw(scenario, datasets, { file, encoding, expectedColumns }), where),
  );
}

/**
 * What the cells of a scenario's rows teach.
 * @throws InvalidInputError when columns are missing or most rows cannot be read.
 */
export function readTrainingData(scenario: Scenario, raw: RawRows): TrainingData {
  const columns = columnsToRead(scenario.spec);
  const positions = columnPositions(columns, raw.header, raw.name);
  const reader = createRowReader(columns, answeredFrom(scenario.spec));
  const inputAt = (row: number, column: number) => {
    const position = positions[column];
    return position < 0 ? undefined : raw.records[row][position];
  };
  const targets = targetsOf(scenario.spec).map(({ name }) => name);
  const task = taskOf(scenario.spec);
  const taskSpec = taskSpecOf(scenario.spec);
  const ofTask = task.targetProblem?.(taskSpec);
  const read = withLearnableTargets(reader.read(raw.records.length, inputAt), targets, ofTask);
  const { table, accepted, rejected } = read;
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
        hint: 'A column can declare how its numbers are written (decimal, thousands) and what means no value (missing_tokens).',
        withoutData: true,
      },
    );
  }
  const examples = task.examples(taskSpec);
  const untaught = examples.lookAhead?.untaught?.(table);
  return {
    table: scenarioDerivation(scenario.spec).learn(table),
    targets: examples.targets(table),
    learnsFromParts: examples.learnsFromParts ?? false,
    sourceRows: accepted,
    source: {
      kind: raw.kind,
      name: basename(raw.name),
      sha256: raw.sha256,
      rows: accepted.length,
      rejected: rejected.length,
    },
    notes: [
      ...notesOfRows({ columns, targets, read, inputAt, lines: raw.lines }),
      ...untaughtNotes(untaught, (row) => raw.lines[accepted[row]]),
    ],
  };
}

type ProblemOf = ReturnType<NonNullable<Task['targetProblem']>>;

/**
 * Rows that teach nothing, a number which no network can count in, or what the task cannot learn, are rejected like those whose text is
 * no number.
 */
function withLearnableTargets(read: ReadRows, targets: readonly string[], ofTask?: ProblemOf): ReadRows {
  const columns = targets.map((column) => ({ column, values: read.table.column(column) }));
  const problems = Array.from({ length: read.table.rows }, (_, row) => targetProblems(columns, row, ofTask));
  if (problems.every(({ length }) => length === 0)) return read;
  const kept = Int32Array.from(problems.keys()).filter((row) => problems[row].length === 0);
  const refused = problems.flatMap((found, row) =>
    found.length > 0 ? [{ row: read.accepted[row], problems: found }] : [],
  );
  return {
    table: read.table.take(kept),
    accepted: kept.map((row) => read.accepted[row]),
    rejected: [...read.rejected, ...refused].sort((a, b) => a.row - b.row),
  };
}

/** Why the targets of a row cannot be learnt. Of several some may be unknown, but not all. */
function targetProblems(
  columns: readonly { column: string; values: readonly CellValue[] }[],
  row: number,
  ofTask?: ProblemOf,
): RowProblem[] {
  if (columns.length > 1 && columns.every(({ values }) => values[row] === null)) {
    return columns.map(({ column }) => ({
      column,
      expected: 'a value of at least one target',
      received: 'none',
    }));
  }
  return columns.flatMap(({ column, values }, place) => {
    const problem = problemOfTarget(values[row]) ?? ofTask?.(values[row], place);
    return problem ? [{ column, ...problem }] : [];
  });
}
