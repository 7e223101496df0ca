import { join } from 'node:path';
import type { Configuration } from '../core/configuration.js';
import type { Logger } from '../core/logger.js';
import type { Database } from './database/database.js';
import { openEmbedded } from './database/embedded.js';
import { lockHome, type HomeLock } from './database/home-lock.js';
import { migrate } from './database/migrations.js';
import { openPostgres } from './database/postgres.js';
import { jobKindNames } from './kinds/names.js';
import type { JobTools } from './kinds/job-kind.js';
import { JobProcess, workerName } from './run/process.js';
import { WorkQueue } from './run/work-queue.js';
import { JobStore } from './store/job-store.js';
import { StepStore } from './store/step-store.js';

/** The jobs of one process, working. */
export interface OpenJobs {
  store: JobStore;
  queue: WorkQueue;
  process: JobProcess;
  /** Where the jobs are, in words. */
  where: string;
  close(): Promise<void>;
}

/**
 * Open the database of the jobs and begin to work on them.
 * @param lock of the home, where the database is embedded
 * @throws NotReadyError when the database does not answer; ConflictError when another server has the embedded one.
 */
export async function openJobs(tools: JobTools, logger: Logger, lock?: HomeLock): Promise<OpenJobs> {
  const { configuration } = tools;
  const { databaseUrl } = configuration.jobs;
  const held = databaseUrl === undefined ? (lock ?? (await lockHome(configuration.home))) : undefined;
  let database: Database | undefined;
  try {
    database = await openDatabase(configuration);
    await migrate(database);
    return await work(database, { tools, logger }, held);
  } catch (error) {
    await database?.close();
    if (!lock) held?.release();
    throw error;
  }
}

function openDatabase({ home, jobs }: Configuration): Database | Promise<Database> {
  return jobs.databaseUrl === undefined
    ? openEmbedded(join(home, 'database'))
    : openPostgres(jobs.databaseUrl);
}

async function work(
  database: Database,
  { tools, logger }: { tools: JobTools; logger: Logger },
  lock: HomeLock | undefined,
): Promise<OpenJobs> {
  const store = new JobStore(database);
  const steps = new StepStore(database, workerName());
  const queue = new WorkQueue(database, logger);
  await queue.start(jobKindNames);
  const process = new JobProcess({ store, steps, queue, tools, logger }, lock !== undefined);
  await process.start();
  return {
    store,
    queue,
    process,
    where: lock ? 'the embedded database' : 'PostgreSQL',
    async close() {
      await process.stop();
      await queue.stop().catch(() => undefined);
      await database.close();
      lock?.release();
    },
  };
}
