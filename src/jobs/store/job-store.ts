import type { Database } from '../database/database.js';
import type { Job, JobEvent, JobFailure, JobState } from '../job.js';
import type { JobKindName } from '../kinds/names.js';
import { progressJson, speed } from './progress-sql.js';

/** Columns of a job under the names of `Job`. */
export const jobColumns = `
  id, kind, scenario, state, request, fingerprint, stage, done, total, detail, result, error,
  ${speed('job')} AS "perSecond",
  last_event AS "lastEvent", created_at AS "createdAt", started_at AS "startedAt", finished_at AS "finishedAt"`;

export interface NewJob {
  id: string;
  kind: JobKindName;
  scenario: string;
  request: unknown;
  fingerprint: string;
  idempotencyKey?: string;
  /** Its first step. */
  stage: string;
}

export interface JobFilter {
  limit: number;
  /** Only jobs ordered before the one with this id. */
  before?: string;
  state?: JobState;
  kind?: JobKindName;
  scenario?: string;
}

/** How far the events of a job are known. */
export interface EventPosition {
  id: string;
  after: number;
}

export interface WatchedEvent {
  id: string;
  event?: JobEvent;
}

/** How many steps of a stage are in a state, by the process that has or had them. */
export interface StepCount {
  name: string;
  state: 'queued' | 'active' | 'done';
  worker: string | null;
  count: number;
}

/** The jobs and what happened to them. Every change is one statement, so any number of processes may call at once. */
export class JobStore {
  constructor(private readonly database: Database) {}

  /**
   * Add a job with its first step and its first event, unless too many wait or its key is taken.
   * @param most the most jobs that may wait or run
   */
  async add(job: NewJob, most: number): Promise<'added' | 'full' | 'key-taken'> {
    const { rows } = await this.database.executeSql<{ open: number; added: boolean }>(
      `WITH open AS (SELECT count(*)::integer AS jobs FROM sextant.job WHERE state IN ('queued', 'running')),
       added AS (
         INSERT INTO sextant.job (id, kind, scenario, request, fingerprint, idempotency_key, stage)
         SELECT $1, $2, $3, $4::jsonb, $5, $6, $7 FROM open WHERE jobs < $8::integer
         ON CONFLICT (idempotency_key) DO NOTHING RETURNING id),
       step AS (INSERT INTO sextant.job_step (job_id, name, place) SELECT id, $7, 0 FROM added),
       event AS (INSERT INTO sextant.job_event (job_id, number, type, data) SELECT id, 1, 'queued', '{}' FROM added)
       SELECT (SELECT jobs FROM open) AS open, EXISTS (SELECT FROM added) AS added`,
      [
        ...[job.id, job.kind, job.scenario, JSON.stringify(job.request), job.fingerprint],
        ...[job.idempotencyKey ?? null, job.stage, most],
      ],
    );
    const [{ open, added }] = rows;
    if (added) return 'added';
    return open >= most ? 'full' : 'key-taken';
  }

  async get(id: string): Promise<Job | undefined> {
    const text = `SELECT ${jobColumns} FROM sextant.job WHERE id = $1`;
    return (await this.database.executeSql<Job>(text, [id])).rows[0];
  }

  async byKey(key: string): Promise<Job | undefined> {
    const text = `SELECT ${jobColumns} FROM sextant.job WHERE idempotency_key = $1`;
    return (await this.database.executeSql<Job>(text, [key])).rows[0];
  }

  /** The latest first. */
  async list({ limit, before, state, kind, scenario }: JobFilter): Promise<Job[]> {
    const values = [limit, before ?? null, state ?? null, kind ?? null, scenario ?? null];
    const { rows } = await this.database.executeSql<Job>(
      `SELECT ${jobColumns} FROM sextant.job
       WHERE ($2::text IS NULL OR id < $2) AND ($3::text IS NULL OR state = $3)
         AND ($4::text IS NULL OR kind = $4) AND ($5::text IS NULL OR scenario = $5)
       ORDER BY id DESC LIMIT $1::integer`,
      values,
    );
    return rows;
  }

  /** How many jobs wait or run. */
  async open(): Promise<number> {
    const text = `SELECT count(*)::integer AS jobs FROM sextant.job WHERE state IN ('queued', 'running')`;
    return (await this.database.executeSql<{ jobs: number }>(text)).rows[0].jobs;
  }

  async stepCounts(id: string): Promise<StepCount[]> {
    const { rows } = await this.database.executeSql<StepCount>(
      `SELECT name, state, worker, count(*)::integer AS count FROM sextant.job_step
       WHERE job_id = $1 GROUP BY name, state, worker ORDER BY name, state, worker`,
      [id],
    );
    return rows;
  }

  /** Events behind the one with the given number, in order. */
  async eventsAfter(id: string, number: number, limit = 500): Promise<JobEvent[]> {
    const { rows } = await this.database.executeSql<JobEvent>(
      `SELECT number, type, data, at FROM sextant.job_event
       WHERE job_id = $1 AND number > $2::integer ORDER BY number LIMIT $3::integer`,
      [id, number, limit],
    );
    return rows;
  }

  /**
   * What happened to several jobs behind the event with the given number of each, a job after the other and in order. A job that is
   * not there any more has one entry without an event.
   */
  async eventsOfAll(watched: readonly EventPosition[], limit = 500): Promise<WatchedEvent[]> {
    const { rows } = await this.database.executeSql<
      { id: string } & Omit<JobEvent, 'number'> & { number: number | null }
    >(
      `SELECT w.id, e.number, e.type, e.data, e.at
       FROM jsonb_to_recordset($1::jsonb) AS w(id text, after integer)
       LEFT JOIN sextant.job j ON j.id = w.id
       LEFT JOIN sextant.job_event e ON e.job_id = w.id AND e.number > w.after
       WHERE j.id IS NULL OR e.number IS NOT NULL
       ORDER BY w.id, e.number LIMIT $2::integer`,
      [JSON.stringify(watched), limit],
    );
    return rows.map(({ id, number, ...event }) =>
      number === null ? { id } : { id, event: { ...event, number } },
    );
  }

  /** End a job that waits or runs. @returns false when it had ended. */
  end(
    id: string,
    state: 'succeeded' | 'failed' | 'cancelled',
    { result, error, done }: { result?: unknown; error?: JobFailure; done?: number } = {},
  ): Promise<boolean> {
    return this.change(
      `state = $2, result = $3::jsonb, error = $4::jsonb, finished_at = now(), steps_left = 0,
       done = coalesce($5::float8, done), total = CASE WHEN $2 = 'succeeded' THEN coalesce($5::float8, done) ELSE total END`,
      `id = $1 AND state IN ('queued', 'running')`,
      [id, state, jsonOrNull(result), jsonOrNull(error), done ?? null],
    ).then((ids) => ids.length > 0);
  }

  /** Jobs that succeeded so long ago are expired now. @returns their ids. */
  expire(days: number): Promise<string[]> {
    return this.change(
      `state = $2, result = NULL`,
      `state = 'succeeded' AND finished_at < now() - make_interval(secs => $1::float8 * 86400)`,
      [days, 'expired'],
    );
  }

  /** Fail jobs that have been worked on for longer. @returns their ids. */
  endOverdue(seconds: number, error: JobFailure): Promise<string[]> {
    return this.change(
      `state = $2, error = $3::jsonb, finished_at = now(), steps_left = 0`,
      `state = 'running' AND worked_seconds > $1::float8`,
      [seconds, 'failed', JSON.stringify(error)],
    );
  }

  /** Ids of ended jobs that nobody needs any more: expired ones after twice the time, those without a result after it. */
  async outdated(days: number): Promise<string[]> {
    const { rows } = await this.database.executeSql<{ id: string }>(
      `SELECT id FROM sextant.job
       WHERE finished_at < now() - make_interval(secs => 86400 * $1::float8 * CASE WHEN state = 'expired' THEN 2 ELSE 1 END)
         AND state IN ('expired', 'failed', 'cancelled')`,
      [days],
    );
    return rows.map(({ id }) => id);
  }

  /** Forget a job that has ended, with its steps and its events. @returns false when it has not ended, or is not there. */
  async remove(id: string): Promise<boolean> {
    const { rows } = await this.database.executeSql(
      `DELETE FROM sextant.job WHERE id = $1 AND state NOT IN ('queued', 'running') RETURNING 1`,
      [id],
    );
    return rows.length > 0;
  }

  /**
   * Those of the ids whose folder is still needed: by a job that has not ended, or by a result that is kept.
   * @param inputDays for so long the input of a job that gave no result is kept, too
   */
  async needingFolders(ids: readonly string[], inputDays = 0): Promise<string[]> {
    const { rows } = await this.database.executeSql<{ id: string }>(
      `SELECT id FROM sextant.job
       WHERE (state IN ('queued', 'running', 'succeeded')
         OR finished_at > now() - make_interval(secs => $2::float8 * 86400) AND state <> 'expired')
       AND id IN (SELECT jsonb_array_elements_text($1::jsonb))`,
      [JSON.stringify(ids), inputDays],
    );
    return rows.map(({ id }) => id);
  }

  /** Those of the ids that belong to a job, whatever became of it. */
  async known(ids: readonly string[]): Promise<string[]> {
    const { rows } = await this.database.executeSql<{ id: string }>(
      'SELECT id FROM sextant.job WHERE id IN (SELECT jsonb_array_elements_text($1::jsonb))',
      [JSON.stringify(ids)],
    );
    return rows.map(({ id }) => id);
  }

  /** Change jobs to the state `$2` and tell of it by an event of that name. */
  private async change(assignments: string, condition: string, values: unknown[]): Promise<string[]> {
    const { rows } = await this.database.executeSql<{ id: string }>(
      `WITH changed AS (
         UPDATE sextant.job SET ${assignments}, last_event = last_event + 1 WHERE ${condition} RETURNING *),
       closed AS (
         UPDATE sextant.job_step s SET state = 'done' FROM changed
         WHERE s.job_id = changed.id AND s.state = 'active' AND changed.state = 'succeeded')
       INSERT INTO sextant.job_event (job_id, number, type, data)
       SELECT id, last_event, $2, jsonb_strip_nulls(${progressJson('changed')} - 'remainingSeconds' || jsonb_build_object('error', error)) FROM changed
       RETURNING job_id AS id`,
      values,
    );
    return rows.map(({ id }) => id);
  }
}

function jsonOrNull(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
