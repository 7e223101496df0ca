import type { Logger } from '../core/logger.js';
import type { Database } from './database/database.js';
import { embeddedFolder } from './database/embedded-folder.js';
import { openEmbedded } from './database/embedded.js';
import { databaseInWords } from './database/home-identity.js';
import { checkHome, joinHome } from './database/home-owner.js';
import { openPostgres } from './database/postgres.js';
import { jobKindNames } from './kinds/names.js';
import type { JobTools } from './kinds/job-kind.js';
import { JobProcess, workerName } from './run/process.js';
import { unknownFolders } from './run/tidy.js';
import { WorkQueue } from './run/work-queue.js';
import { JobStore } from './store/job-store.js';
import { StepStore } from './store/step-store.js';
import { webhooksOf } from './webhooks/webhooks.js';

/** The jobs of one process, working. */
export interface OpenJobs {
  store: JobStore;
  queue: WorkQueue;
  process: JobProcess;
  /** Where the jobs are, in words. */
  where: string;
  close(): Promise<void>;
}

interface Parts {
  tools: JobTools;
  logger: Logger;
  /** Aborted when the embedded database may not be written to any more. */
  abandoned: AbortSignal;
}

/** What was opened, to be closed the other way round. */
class Opened {
  private readonly closings: (() => Promise<unknown>)[] = [];

  add(close: () => Promise<unknown>): void {
    this.closings.push(close);
  }

  /** Closes all of it, whatever becomes of each. */
  async close(): Promise<void> {
    for (let close = this.closings.pop(); close; close = this.closings.pop()) {
      await close().catch(() => undefined);
    }
  }
}

/**
 * Open the database of the jobs and begin to work on them. The lock of the home is had where the database is embedded.
 * @throws NotReadyError when the database does not answer; ForeignHomeError when the home belongs to another one; nothing stays open.
 */
export async function openJobs(parts: Parts): Promise<OpenJobs> {
  const opened = new Opened();
  try {
    return await open(parts, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function open({ tools, logger, abandoned }: Parts, opened: Opened): Promise<OpenJobs> {
  const { home, jobs } = tools.configuration;
  const { databaseUrl } = jobs;
  await checkHome({ home, databaseUrl });
  const isEmbedded = databaseUrl === undefined;
  const database: Database = isEmbedded
    ? await openEmbedded(embeddedFolder(home), abandoned)
    : openPostgres(databaseUrl);
  opened.add(() => database.close());
  await joinHome(database, { home, databaseUrl });
  const store = new JobStore(database);
  const steps = new StepStore(database, workerName());
  const queue = new WorkQueue(database, logger);
  opened.add(() => queue.stop());
  await queue.start(jobKindNames);
  const webhooks = await webhooksOf({ database, store, configuration: jobs, logger });
  const process = new JobProcess({ store, steps, queue, tools, logger, webhooks }, isEmbedded);
  opened.add(() => process.stop());
  await process.start();
  await tellUnknown({ store, tools, logger });
  return { store, queue, process, where: databaseInWords(databaseUrl), close: () => opened.close() };
}

/** Said once at a start: nobody else can know whether they are still wanted. */
async function tellUnknown(parts: { store: JobStore; tools: JobTools; logger: Logger }): Promise<void> {
  const count = await unknownFolders(parts).catch(() => 0);
  if (count === 0) return;
  parts.logger.warn(
    `${count} folders below ${parts.tools.configuration.home}/jobs are of jobs that the database does not know: they are left alone`,
  );
}
