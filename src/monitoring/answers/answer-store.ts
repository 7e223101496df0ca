import type { AnswerRecord, OutcomeRecord } from './answer-record.js';
import { answersFolder, appendRecords, byDay, listDays, readRecords, removeRecords } from './day-files.js';
import { openHasher, type Hasher } from './installation-key.js';
import { alone } from './scenario-lock.js';

/** By which answers are asked for: their own ids, or keyed hashes of the scenario's key column. */
export interface AskedAnswers {
  ids: ReadonlySet<string>;
  keys: ReadonlySet<string>;
}

/** What of an answer an outcome needs. */
export type FoundAnswer = Pick<AnswerRecord, 'id' | 'version' | 'at'>;

export interface FoundAnswers {
  byId: ReadonlyMap<string, FoundAnswer>;
  /** The latest of each key. */
  byKey: ReadonlyMap<string, FoundAnswer>;
  /** What is known of these answers, by id. */
  outcomes: ReadonlyMap<string, OutcomeRecord>;
}

/** The answers of a scenario that were kept, and what came of them. */
export class AnswerStore {
  private readonly folder: string;

  /** @param home Absolute. */
  constructor(
    private readonly home: string,
    scenario: string,
  ) {
    this.folder = answersFolder(home, scenario);
  }

  /** Do something while no other process changes these answers. */
  alone<Result>(act: () => Promise<Result>): Promise<Result> {
    return alone(this.folder, act);
  }

  /** Makes keyed hashes as those that are stored. */
  hasher(): Promise<Hasher> {
    return openHasher(this.home);
  }

  async *answers(): AsyncGenerator<AnswerRecord> {
    for (const { path } of await listDays(this.folder, { kind: 'answers' }))
      yield* readRecords(path, 'answers');
  }

  async *outcomes(): AsyncGenerator<OutcomeRecord> {
    for (const { path } of await listDays(this.folder, { kind: 'outcomes' }))
      yield* readRecords(path, 'outcomes');
  }

  async find({ ids, keys }: AskedAnswers): Promise<FoundAnswers> {
    const [byId, byKey] = [new Map<string, FoundAnswer>(), new Map<string, FoundAnswer>()];
    for await (const { id, version, at, key } of this.answers()) {
      if (ids.has(id)) byId.set(id, { id, version, at });
      const before = key === undefined ? undefined : byKey.get(key);
      // Ids sort by their time.
      if (key !== undefined && keys.has(key) && (!before || before.id < id))
        byKey.set(key, { id, version, at });
    }
    const found = new Set([...byId.keys(), ...[...byKey.values()].map(({ id }) => id)]);
    const outcomes = new Map<string, OutcomeRecord>();
    for await (const outcome of this.outcomes())
      if (found.has(outcome.answer)) outcomes.set(outcome.answer, outcome);
    return { byId, byKey, outcomes };
  }

  /** Beside the answers of the same days, with which they are removed. */
  async add(outcomes: readonly { record: OutcomeRecord; of: FoundAnswer }[]): Promise<void> {
    for (const [day, ofDay] of byDay(outcomes, ({ of }) => of.at)) {
      const records = ofDay.map(({ record }) => record);
      await appendRecords(this.folder, { day, kind: 'outcomes' }, records);
    }
  }

  /** Remove answers with what came of them, for good. @returns how many answers those were. */
  async remove({ ids, keys }: AskedAnswers): Promise<number> {
    const gone = new Set<string>();
    for await (const { id, key } of this.answers())
      if (ids.has(id) || (key !== undefined && keys.has(key))) gone.add(id);
    if (gone.size === 0) return 0;
    // Outcomes first: without its answer an outcome would not be found again.
    for (const { path } of await listDays(this.folder, { kind: 'outcomes' }))
      await removeRecords(path, 'outcomes', ({ answer }) => gone.has(answer));
    for (const { path } of await listDays(this.folder, { kind: 'answers' }))
      await removeRecords(path, 'answers', ({ id }) => gone.has(id));
    return gone.size;
  }
}
