import { Inject, Injectable } from '@nestjs/common';
import type { Configuration } from '../../core/configuration.js';
import { InvalidInputError, shown, type ErrorDetail } from '../../core/errors.js';
import { CONFIGURATION } from '../../core/tokens.js';
import { zodProblems } from '../../core/zod-problems.js';
import { familyOf } from '../../learning/index.js';
import { AnswerLog } from '../../monitoring/answers/answer-log.js';
import type { OutcomeRecord } from '../../monitoring/answers/answer-record.js';
import { AnswerStore, type FoundAnswer, type FoundAnswers } from '../../monitoring/answers/answer-store.js';
import { requireLog, type LogSettings } from '../../monitoring/answers/log-settings.js';
import { ScenarioCatalogue, type Scenario } from '../../scenarios/scenario-catalogue.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';
import { targetColumns } from '../../scenarios/targets.js';
import { loadKinds } from '../../tables/columns/index.js';
import { readOutcome } from './read-outcome.js';
import { outcomesRequestSchema, type OutcomeRow, type ToldOutcomes } from './told-outcomes.js';

/** A row that cannot be kept, by its place among those that were told. */
export interface RefusedOutcome {
  row: number;
  /** What of the row is wrong. */
  field: 'answer' | 'key' | 'outcome';
  expected: string;
  received: string;
}

type Settled = { answer: FoundAnswer; outcome: OutcomeRecord['outcome']; isKnown: boolean };

/** Keep what came of answers, beside them. */
@Injectable()
export class TellOutcomes {
  constructor(
    private readonly catalogue: ScenarioCatalogue,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    private readonly log: AnswerLog,
  ) {}

  /**
   * All of them or none.
   * @throws InvalidInputError with one detail per wrong row; NotFoundError where the answers are not kept.
   */
  async execute(scenario: string, body: unknown): Promise<ToldOutcomes> {
    const { spec } = this.catalogue.get(scenario);
    requireLog(spec, this.configuration);
    const parsed = outcomesRequestSchema.safeParse(body);
    if (!parsed.success) {
      throw new InvalidInputError('These are no outcomes.', { details: zodProblems(parsed.error, body) });
    }
    const { refused, ...counts } = await this.tell(scenario, parsed.data.rows, { allOrNone: true });
    if (refused.length > 0) throw wrongRows(refused, spec);
    return { scenario, ...counts };
  }

  /**
   * @param allOrNone nothing is kept where a row is refused; else the others are.
   * @throws InvalidInputError where nothing of the scenario can be judged; NotFoundError where its answers are not kept.
   */
  async tell(
    id: string,
    rows: readonly OutcomeRow[],
    { allOrNone }: { allOrNone: boolean },
  ): Promise<Pick<ToldOutcomes, 'told' | 'known'> & { refused: RefusedOutcome[] }> {
    const scenario = this.catalogue.get(id);
    const settings = requireLog(scenario.spec, this.configuration);
    if (!familyOf(scenario.spec).judgesAnswers?.(scenario.spec)) throw notJudged(scenario);
    await loadKinds(targetColumns(scenario.spec));
    await this.log.flush();
    const store = new AnswerStore(this.configuration.home, id);
    return store.alone(async () => {
      const refused: RefusedOutcome[] = [];
      const settled = await settle(rows, { spec: scenario.spec, settings, store }, refused);
      const isKept = refused.length === 0 || !allOrNone;
      const fresh = settled.filter(({ isKnown }) => !isKnown);
      if (isKept && fresh.length > 0) {
        const at = new Date().toISOString();
        await store.add(
          fresh.map(({ answer, outcome }) => ({
            record: { answer: answer.id, version: answer.version, at, outcome },
            of: answer,
          })),
        );
      }
      return { told: fresh.length, known: settled.length - fresh.length, refused };
    });
  }
}

/** Why the answers of a scenario cannot be judged. */
export function notJudged({ spec }: Scenario): InvalidInputError {
  return new InvalidInputError(`What comes of the answers of ${spec.id} cannot be told.`, {
    details: [
      {
        expected: 'a scenario that answers each row with one class or one number',
        received: `the task ${spec.task.name}${spec.targets ? ' with several targets' : ''}`,
      },
    ],
    hint: `Judge it on a file of which it is known what came of it: sextant evaluate ${spec.id} --data FILE.csv`,
  });
}

interface Context {
  spec: ScenarioSpec;
  settings: LogSettings;
  store: AnswerStore;
}

/** Finds the answer of each row, and whether its outcome fits what is known. */
async function settle(
  rows: readonly OutcomeRow[],
  { spec, settings, store }: Context,
  refused: RefusedOutcome[],
): Promise<Settled[]> {
  const hash = await store.hasher();
  const { key } = settings;
  const hashes = rows.map((row) => ('key' in row && key !== undefined ? hash(key, row.key) : undefined));
  const ids = new Set(rows.flatMap((row) => ('answer' in row ? [row.answer] : [])));
  const keys = new Set(hashes.filter((hash) => hash !== undefined));
  const found = await store.find({ ids, keys });
  const [target] = targetColumns(spec);
  const told = new Map<string, unknown>();
  return rows.flatMap((row, at) => {
    const refuse = (problem: Omit<RefusedOutcome, 'row'>) => {
      refused.push({ row: at, ...problem });
      return [];
    };
    const answer = answerOf(row, hashes[at], found);
    if (!answer) return refuse(unknownAnswer(row, settings));
    const read = readOutcome(target, row.outcome);
    if (read.value === undefined) return refuse({ field: 'outcome', ...read });
    const outcome = read.value;
    const before = told.get(answer.id) ?? found.outcomes.get(answer.id)?.outcome;
    if (before !== undefined && before !== outcome) return refuse(toldOtherwise(row));
    told.set(answer.id, outcome);
    return [{ answer, outcome, isKnown: before !== undefined }];
  });
}

function answerOf(row: OutcomeRow, hash: string | undefined, found: FoundAnswers): FoundAnswer | undefined {
  if ('answer' in row) return found.byId.get(row.answer);
  return hash === undefined ? undefined : found.byKey.get(hash);
}

function unknownAnswer(row: OutcomeRow, { key, days }: LogSettings): Omit<RefusedOutcome, 'row'> {
  if ('answer' in row) {
    const expected = `the id of an answer of the last ${days} days`;
    return { field: 'answer', expected, received: shown(row.answer) };
  }
  const expected =
    key === undefined
      ? 'the id of an answer: the scenario declares no log.key'
      : `a value of ${key} that was asked about in the last ${days} days`;
  return { field: 'key', expected, received: shown(row.key) };
}

/** The value that was told before is not shown: it may be about a person whom the teller may not know of. */
function toldOtherwise({ outcome }: OutcomeRow): Omit<RefusedOutcome, 'row'> {
  const expected = 'the outcome that was told of this answer before';
  return { field: 'outcome', expected, received: `another one, ${shown(outcome)}` };
}

/** So many wrong rows are listed. */
const mostDetails = 1000;

function wrongRows(refused: readonly RefusedOutcome[], { id }: ScenarioSpec): InvalidInputError {
  const details = refused.slice(0, mostDetails).map(({ row, field, expected, received }): ErrorDetail => {
    return { pointer: `/rows/${row}/${field}`, expected, received };
  });
  return new InvalidInputError('Some outcomes cannot be kept; none was.', {
    details,
    hint: `What is right of a file is kept by: sextant outcomes ${id} FILE.csv`,
  });
}
