import { basename } from 'node:path';
import { InvalidInputError, shown } from '../../../core/errors.js';
import { mostDetails } from '../../../core/text/lists.js';
import type { DatasetCatalogue } from '../../../datasets/dataset-catalogue.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import { columnPositions } from '../../../tables/reading/column-positions.js';
import type { RejectedRow } from '../../../tables/reading/row-problems.js';
import { createRowReader } from '../../../tables/reading/rows.js';
import type { Table } from '../../../tables/table.js';
import { answerColumns } from '../check.js';
import type { DataSource } from '../../data-source.js';
import type { LoadOptions } from '../../family.js';
import { leftOutNotes } from '../../loading/left-out-rows.js';
import { chosenRows, readRaw, type RawRows } from '../../loading/raw-rows.js';
import type { TrainingNote } from '../../training-note.js';
import { tracingOptions } from '../options.js';
import { recordsOf, type AnswerColumns, type LearnerRecord } from './records.js';

/** The answers of learners in memory. */
export interface LoadedAnswers {
  table: Table;
  /** Row number in the source (from 0, header excluded) of every row of the table. */
  sourceRows: Int32Array;
  records: LearnerRecord[];
  source: DataSource;
  notes: readonly TrainingNote[];
}

/** More than this share of unreadable rows means that the file is not the scenario's. */
const mostRejected = 0.5;

/**
 * Read the answers of a scenario: from `file` when given, else from its dataset or its own CSV file; those of `where` alone.
 * @throws InvalidInputError when columns are missing, most rows cannot be read or none is an answer.
 */
export async function loadAnswers(
  scenario: Scenario,
  datasets: DatasetCatalogue,
  { file, encoding, where }: LoadOptions = {},
): Promise<LoadedAnswers> {
  const { columns } = scenario.spec;
  const expectedColumns = columns.map(({ name }) => name);
  const raw = chosenRows(await readRaw(scenario, datasets, { file, encoding, expectedColumns }), where);
  const positions = columnPositions(columns, raw.header, raw.name);
  const { table, accepted, rejected } = createRowReader(columns, columnsOfAnswers(scenario)).read(
    raw.records.length,
    (row, column) => (positions[column] < 0 ? undefined : raw.records[row][positions[column]]),
  );
  const asked = answerColumns(scenario.spec);
  const records = recordsOf(table, asked);
  const lineOf = (row: number) => raw.lines[accepted[row]];
  refuseRepeats({ table, records, columns: asked }, { name: raw.name, lineOf });
  checkRead(raw, { read: accepted.length, rejected, answers: records.length });
  const name = basename(raw.name);
  return {
    table,
    sourceRows: accepted,
    records,
    source: { kind: raw.kind, name, sha256: raw.sha256, rows: accepted.length, rejected: rejected.length },
    notes: [...leftOutNotes(linesOf(rejected, raw)), ...unseenSkills(scenario.spec, records)],
  };
}

interface Answers {
  table: Table;
  records: readonly LearnerRecord[];
  columns: Pick<AnswerColumns, 'order' | 'group'>;
}

/** Answers of one moment have no order: of such rows the last would count while answering, and all of them while learning. */
function refuseRepeats(
  { table, records, columns: { order, group } }: Answers,
  { name, lineOf }: { name: string; lineOf: (row: number) => number },
): void {
  const moments = table.column(order);
  const repeats = records.flatMap(({ rows }) =>
    [...rows].filter((row, i) => i > 0 && moments[row] === moments[rows[i - 1]]),
  );
  if (repeats.length === 0) return;
  const expected = `each ${order} of a ${group} once, so that the order of answers is known`;
  throw new InvalidInputError(
    `${name}: ${repeats.length} of ${table.rows} answers are of the same moment as another one of their learner.`,
    {
      details: repeats
        .slice(0, mostDetails)
        .map((row) => ({ column: order, line: lineOf(row), expected, received: 'the same again' })),
      hint: 'Number the answers of each learner, or give the time of day, too.',
      withoutData: true,
    },
  );
}

/** Skills that are declared to come before or after others, and that nobody answered: they may be misspelt. */
function unseenSkills(spec: ScenarioSpec, records: readonly LearnerRecord[]): TrainingNote[] {
  const seen = new Set(records.flatMap(({ skills }) => skills));
  const declared = tracingOptions(spec).prerequisites.flatMap(({ skill, after }) => [skill, ...after]);
  const unseen = [...new Set(declared)].filter((name) => !seen.has(name));
  if (unseen.length === 0) return [];
  const [names, column] = [unseen.map((name) => shown(name)).join(', '), tracingOptions(spec).skill];
  const text = {
    en: `The prerequisites name skills that nobody answered, and that are not waited for: ${names}.`,
    zh: `先修关系中有无人作答的技能，推荐练习时不会等待它们：${names}。`,
  };
  return [{ code: 'unseen-skill', column, text }];
}

/** A row of a file says which skill was asked, or what came of it. */
export function columnsOfAnswers({ spec }: Pick<Scenario, 'spec'>): string[] {
  const { skill, target } = answerColumns(spec);
  return [skill, target];
}

function linesOf(rejected: readonly RejectedRow[], { lines }: RawRows) {
  return rejected.flatMap(({ row, problems }) =>
    problems.map((problem) => ({ ...problem, line: lines[row] })),
  );
}

function checkRead(
  raw: RawRows,
  { read, rejected, answers }: { read: number; rejected: readonly RejectedRow[]; answers: number },
): void {
  const { length } = raw.records;
  if (read === 0 || rejected.length > mostRejected * length) {
    throw new InvalidInputError(`${raw.name}: ${rejected.length} of ${length} rows cannot be read.`, {
      details: linesOf(rejected, raw).slice(0, mostDetails),
      withoutData: true,
    });
  }
  if (answers > 0) return;
  const expected = 'rows with a skill and what came of it';
  throw new InvalidInputError(`${raw.name}: there are no answers: expected ${expected}, received none.`, {
    details: [{ expected, received: 'none' }],
    withoutData: true,
  });
}
