import PgBoss from 'pg-boss';
import type { Logger } from '../../core/logger.js';
import type { Database } from '../database/database.js';
import type { StepName } from '../job.js';
import type { JobKindName } from '../kinds/names.js';

/** A call for a worker: there is a step to be claimed. */
export interface Call {
  /** Of the message. */
  id: string;
  step: StepName;
}

/** So many calls are written at once. */
const chunk = 1000;

/** Nothing runs for longer, so a call that is open for longer was lost. pg-boss takes less than 24 hours. */
const callSeconds = 23 * 60 * 60;

const schema = 'sextant_queue';

/**
 * Calls for workers, by pg-boss: handed to one process each, in the order of their priority, again after a pause when their step
 * failed. Calls only wake: whether a step is still to be done is found in its table, so a call too many does no harm.
 */
export class WorkQueue {
  private readonly boss: PgBoss;

  constructor(
    private readonly database: Database,
    logger: Logger,
  ) {
    this.boss = new PgBoss({
      db: { executeSql: (text, values) => database.executeSql(text, values) },
      schema,
      // Its clock works through calls of its own, whose failures nothing catches; expiry is called for by `callOnceAnHour`.
      schedule: false,
    });
    this.boss.on('error', (error) => logger.debug({ err: error }, 'the queue of jobs has a problem'));
  }

  async start(kinds: readonly JobKindName[]): Promise<void> {
    await this.boss.start();
    for (const name of [...kinds, tidyQueue]) await this.boss.createQueue(name);
  }

  /**
   * Call for workers.
   * @param attempts how often a call is made before it is given up
   */
  async call(kind: JobKindName, steps: readonly StepName[], attempts: number): Promise<void> {
    const calls = steps.map((step): PgBoss.JobInsert => ({
      name: kind,
      data: step,
      // The first parts of every job come before the later ones of any: a small job does not wait for a large one.
      priority: -step.place,
      retryLimit: attempts,
      retryDelay: 1,
      retryBackoff: true,
      expireInSeconds: callSeconds,
    }));
    for (let from = 0; from < calls.length; from += chunk) {
      await this.boss.insert(calls.slice(from, from + chunk));
    }
  }

  async fetch(kind: JobKindName): Promise<Call | undefined> {
    const [message] = await this.boss.fetch<StepName>(kind, { batchSize: 1 });
    return message && { id: message.id, step: message.data };
  }

  /** The call was answered: nothing of it is kept. */
  async answered(kind: JobKindName, { id }: Call): Promise<void> {
    await this.boss.deleteJob(kind, id);
  }

  /** Nothing is kept of any call for the steps of a job. */
  async forget(jobId: string): Promise<void> {
    for (const table of ['job', 'archive']) {
      await this.database.executeSql(`DELETE FROM ${schema}.${table} WHERE data ->> 'jobId' = $1`, [jobId]);
    }
  }

  /** Call again, after a pause that grows with every time. */
  async again(kind: JobKindName, { id }: Call): Promise<void> {
    await this.boss.fail(kind, id);
  }

  /** True for one process in an hour: it is to tidy up. */
  async isTimeToTidy(): Promise<boolean> {
    const id = await this.boss.send(tidyQueue, {}, { singletonSeconds: 3600, retryLimit: 0 });
    return id !== null;
  }

  async stop(): Promise<void> {
    await this.boss.stop({ graceful: false });
  }
}

const tidyQueue = 'tidy';
