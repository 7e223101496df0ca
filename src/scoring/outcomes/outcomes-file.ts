import { InvalidInputError } from '../../core/errors.js';
import { readCsvFile } from '../../csv/read-table.js';
import { logSettings } from '../../monitoring/answers/log-settings.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';
import { targetsOf } from '../../scenarios/targets.js';
import type { Configuration } from '../../core/configuration.js';
import type { RefusedOutcome, TellOutcomes } from './tell-outcomes.js';
import type { OutcomeRow } from './told-outcomes.js';

/** A record of a file that is not kept. */
export interface RefusedRecord {
  line: number;
  column: string;
  expected: string;
  received: string;
}

export interface OutcomesOfFile {
  scenario: string;
  told: number;
  known: number;
  refused: RefusedRecord[];
}

interface FileOfOutcomes {
  spec: ScenarioSpec;
  file: string;
  encoding?: string;
}

/**
 * Keep what came of answers as a CSV file tells it: a column `answer` with their ids, or one with the values of the scenario's key, and one with
 * the outcome, under the name `outcome` or that of the target. What cannot be kept is told, the rest is kept.
 * @throws InvalidInputError where a column is missing; what reading a file and `TellOutcomes.tell` throw.
 */
export async function tellOutcomesOfFile(
  tell: TellOutcomes,
  { spec, file, encoding }: FileOfOutcomes,
  configuration: Pick<Configuration, 'logAnswers'>,
): Promise<OutcomesOfFile> {
  const key = logSettings(spec, configuration)?.key;
  const named = ['answer', 'id', ...(key === undefined ? [] : [key, 'key'])];
  const outcomes = ['outcome', ...targetsOf(spec).map(({ name }) => name)];
  const { header, records, lines, rejects } = await readCsvFile(file, { encoding });
  const of = positionOf(header, named, 'a column that names the answers');
  const outcome = positionOf(header, outcomes, 'a column with what came of them');
  const isById = ['answer', 'id'].includes(header[of]) && header[of] !== key;
  const rows = records.map((cells): OutcomeRow => {
    return isById
      ? { answer: cells[of].trim(), outcome: cells[outcome] }
      : { key: cells[of], outcome: cells[outcome] };
  });
  const { refused, ...counts } = await tell.tell(spec.id, rows, { allOrNone: false });
  const columnOf = ({ field }: RefusedOutcome) => header[field === 'outcome' ? outcome : of];
  const wrong = refused.map((one) => {
    return { line: lines[one.row], column: columnOf(one), expected: one.expected, received: one.received };
  });
  const unread = rejects.map(({ line, expected, received }) => ({ line, column: '', expected, received }));
  return {
    scenario: spec.id,
    ...counts,
    refused: [...wrong, ...unread].sort((a, b) => a.line - b.line),
  };
}

function positionOf(header: readonly string[], names: readonly string[], what: string): number {
  const at = header.findIndex((name) => names.includes(name));
  if (at >= 0) return at;
  throw new InvalidInputError(`The file has no column that it needs: ${what}.`, {
    details: [{ expected: `a column ${names.join(' or ')}`, received: header.join(', ') }],
    withoutData: true,
  });
}
