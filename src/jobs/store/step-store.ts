import type { Database } from '../database/database.js';
import type { Job, StepName } from '../job.js';
import { jobColumns } from './job-store.js';
import { progressJson } from './progress-sql.js';

/** A step that a process has begun, with its job. */
export interface ClaimedStep {
  step: StepName;
  job: Job;
  /** How often it was begun, this time included. */
  attempt: number;
}

export interface Progress {
  done: number;
  total?: number;
  detail?: unknown;
}

/** What follows when all steps of a stage are done. */
export interface NextStage {
  name: string;
  count: number;
  /** Rows or epochs of the whole job, where this stage knows them. */
  total?: number;
}

/** The most seconds that count as worked between two signs of it. */
const mostBetweenTicks = 5;

const stepColumns = `job_id AS "jobId", name, place`;

/**
 * The steps of jobs and who works on them. A step belongs to the process that claimed it until it completes it, gives it back, or
 * is taken for dead; what a process says of a step that is no longer its own changes nothing.
 */
export class StepStore {
  constructor(
    private readonly database: Database,
    /** This process. */
    readonly worker: string,
  ) {}

  /** This process lives. */
  async heartbeat(): Promise<void> {
    await this.database.executeSql(
      `INSERT INTO sextant.worker (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET heartbeat_at = now()`,
      [this.worker],
    );
  }

  /** Begin a step that waits; undefined when it does not, or its job has ended. */
  async claim(step: StepName): Promise<ClaimedStep | undefined> {
    const { rows } = await this.database.executeSql<{ attempt: number }>(
      `UPDATE sextant.job_step s SET state = 'active', worker = $4, attempt = attempt + 1, done = 0
       FROM sextant.job j
       WHERE s.job_id = $1 AND s.name = $2 AND s.place = $3::integer AND s.state = 'queued'
         AND j.id = s.job_id AND j.stage = s.name AND j.state IN ('queued', 'running')
       RETURNING s.attempt`,
      [step.jobId, step.name, step.place, this.worker],
    );
    if (rows.length === 0) return undefined;
    await this.start(step.jobId);
    const jobs = await this.database.executeSql<Job>(`SELECT ${jobColumns} FROM sextant.job WHERE id = $1`, [
      step.jobId,
    ]);
    return { step, job: jobs.rows[0], attempt: rows[0].attempt };
  }

  /**
   * The steps of this process whose job still runs; the others are to be left. It works on these jobs: to be said about once a second,
   * and the time since anybody said so before counts as worked. A longer pause counts as a few seconds, whatever made it: a night of
   * sleep, a clock that jumped, or nobody at work.
   */
  async own(): Promise<StepName[]> {
    const { rows } = await this.database.executeSql<StepName>(
      `WITH own AS (
         SELECT ${stepColumns} FROM sextant.job_step JOIN sextant.job ON id = job_id
         WHERE job_step.worker = $1 AND job_step.state = 'active' AND job.state = 'running'),
       worked AS (
         UPDATE sextant.job SET
           worked_seconds = worked_seconds
             + least(greatest(extract(epoch FROM now() - worked_at)::float8, 0), ${mostBetweenTicks}),
           worked_at = now(),
           rate_from = least(rate_from, now()),
           rate_done = CASE WHEN rate_from > now() THEN done ELSE rate_done END
         WHERE id IN (SELECT "jobId" FROM own) AND state = 'running')
       SELECT * FROM own`,
      [this.worker],
    );
    return rows;
  }

  /** How far a step is; told by an event at most about once a second, or always where `force` says so. */
  async progress(step: StepName, { done, total, detail }: Progress, force = false): Promise<void> {
    await this.database.executeSql(
      `WITH own AS (
         UPDATE sextant.job_step SET done = $5::float8
         WHERE job_id = $1 AND name = $2 AND place = $3::integer AND worker = $4 AND state = 'active' RETURNING done),
       others AS (
         SELECT coalesce(sum(done), 0) AS done FROM sextant.job_step
         WHERE job_id = $1 AND name = $2 AND place <> $3::integer),
       moved AS (
         UPDATE sextant.job j SET done = own.done + others.done, total = coalesce($6::float8, total),
           detail = $7::jsonb, progress_at = now(), last_event = last_event + 1
         FROM own, others
         WHERE j.id = $1 AND j.state = 'running'
           AND ($8::boolean OR progress_at IS NULL OR progress_at NOT BETWEEN now() - interval '0.9 seconds' AND now())
         RETURNING j.*)
       INSERT INTO sextant.job_event (job_id, number, type, data)
       SELECT id, last_event, 'progress', jsonb_strip_nulls(${progressJson('moved')}) FROM moved`,
      [
        ...[step.jobId, step.name, step.place, this.worker, done, total ?? null],
        ...[detail === undefined ? null : JSON.stringify(detail), force],
      ],
    );
  }

  /**
   * A step is done. With the last one of its stage the next stage begins.
   * @returns the steps that wait now; none while others of the stage are not done, or when the step was not this process's own.
   */
  async complete(step: StepName, next: NextStage): Promise<StepName[]> {
    const { rows } = await this.database.executeSql<StepName>(
      `WITH finished AS (
         UPDATE sextant.job_step SET state = 'done'
         WHERE job_id = $1 AND name = $2 AND place = $3::integer AND worker = $4 AND state = 'active' RETURNING 1),
       counted AS (
         UPDATE sextant.job SET
           steps_left = CASE WHEN steps_left = 1 THEN $6::integer ELSE steps_left - 1 END,
           stage = CASE WHEN steps_left = 1 THEN $5 ELSE stage END,
           rate_from = CASE WHEN steps_left = 1 THEN now() ELSE rate_from END,
           rate_done = CASE WHEN steps_left = 1 THEN done ELSE rate_done END,
           total = coalesce($7::float8, total)
         WHERE id = $1 AND state = 'running' AND EXISTS (SELECT FROM finished)
         RETURNING id, stage)
       INSERT INTO sextant.job_step (job_id, name, place)
       SELECT id, $5, place FROM counted, generate_series(0, $6::integer - 1) place WHERE stage = $5
       RETURNING ${stepColumns}`,
      [step.jobId, step.name, step.place, this.worker, next.name, next.count, next.total ?? null],
    );
    return rows;
  }

  /** Let another process have a step; where `unspent`, as if it had not been begun. @returns false when it was not its own, or its job has ended. */
  async giveBack({ jobId, name, place }: StepName, { unspent }: { unspent: boolean }): Promise<boolean> {
    const { rows } = await this.database.executeSql(
      `UPDATE sextant.job_step SET state = 'queued', worker = NULL, done = 0, queued_at = now(),
         attempt = attempt - $5::integer
       WHERE job_id = $1 AND name = $2 AND place = $3::integer AND worker = $4 AND state = 'active'
         AND EXISTS (SELECT FROM sextant.job WHERE id = $1 AND job.state = 'running')
       RETURNING 1`,
      [jobId, name, place, this.worker, unspent ? 1 : 0],
    );
    return rows.length > 0;
  }

  /** An event that says why a step is begun again. */
  async tellRetry({ jobId }: StepName, data: Record<string, unknown>): Promise<void> {
    await this.database.executeSql(
      `WITH told AS (UPDATE sextant.job SET last_event = last_event + 1 WHERE id = $1 RETURNING last_event)
       INSERT INTO sextant.job_event (job_id, number, type, data) SELECT $1, last_event, 'retry', $2::jsonb FROM told`,
      [jobId, JSON.stringify(data)],
    );
  }

  /** Steps whose process gave no sign of life for so long wait again. */
  async takeFromDead(leaseSeconds: number): Promise<StepName[]> {
    // Signs of life that are still to come were given before the clock was set back: the lease of their process begins now.
    await this.database.executeSql(
      `UPDATE sextant.worker SET heartbeat_at = now() WHERE heartbeat_at > now()`,
    );
    return this.take(leaseSeconds);
  }

  /** All steps that are worked on wait again: no process but this one lives, whatever signs of life others left. */
  takeAll(): Promise<StepName[]> {
    return this.take(null);
  }

  private async take(leaseSeconds: number | null): Promise<StepName[]> {
    const { rows } = await this.database.executeSql<StepName>(
      `UPDATE sextant.job_step s SET state = 'queued', worker = NULL, done = 0, queued_at = now()
       WHERE state = 'active' AND ($1::float8 IS NULL OR NOT EXISTS (
         SELECT FROM sextant.worker w
         WHERE w.id = s.worker AND w.heartbeat_at > now() - make_interval(secs => $1::float8)))
         AND EXISTS (SELECT FROM sextant.job j WHERE j.id = s.job_id AND j.state IN ('queued', 'running'))
       RETURNING ${stepColumns}`,
      [leaseSeconds],
    );
    return rows;
  }

  /**
   * Steps that wait for longer than it takes to be fetched: the call for a worker may have been lost. Also those that wait since a moment
   * which is still to come: the clock was set back, and their calls would be answered when it is there again.
   */
  async longWaiting(seconds: number): Promise<StepName[]> {
    const { rows } = await this.database.executeSql<StepName>(
      `UPDATE sextant.job_step s SET queued_at = now()
       WHERE state = 'queued' AND queued_at NOT BETWEEN now() - make_interval(secs => $1::float8) AND now()
         AND EXISTS (SELECT FROM sextant.job j WHERE j.id = s.job_id AND j.state IN ('queued', 'running'))
       RETURNING ${stepColumns}`,
      [seconds],
    );
    return rows;
  }

  /** Of processes that have not been heard of for a day nothing is left but the steps that they did. */
  async forgetWorkers(): Promise<void> {
    await this.database.executeSql(
      `DELETE FROM sextant.worker WHERE heartbeat_at < now() - interval '1 day'`,
    );
  }

  /** This process ends. */
  async leave(): Promise<void> {
    await this.database.executeSql(`DELETE FROM sextant.worker WHERE id = $1`, [this.worker]);
  }

  /** The speed of jobs is counted from now on: they stood still. */
  async restartSpeed(): Promise<void> {
    await this.database.executeSql(
      `UPDATE sextant.job SET rate_from = now(), rate_done = done WHERE state = 'running'`,
    );
  }

  private async start(jobId: string): Promise<void> {
    await this.database.executeSql(
      `WITH started AS (
         UPDATE sextant.job SET state = 'running', started_at = now(), worked_at = now(), rate_from = now(),
           last_event = last_event + 1
         WHERE id = $1 AND state = 'queued' RETURNING id, last_event)
       INSERT INTO sextant.job_event (job_id, number, type, data) SELECT id, last_event, 'started', '{}' FROM started`,
      [jobId],
    );
  }
}
