import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { asError } from '../../core/errors.js';
import { isGone, lastWritten, writerOf } from '../../core/files/unfinished.js';
import { arriving } from '../arriving-order.js';
import { clearJobFolder, jobFolder, jobFolders, jobsFolder, namesInJobs } from '../job-folder.js';
import { forgetOldJobs } from './remove-job.js';
import type { RunnerParts } from './step-runner.js';

/**
 * What a process of this machine was receiving that is gone, as far as its number says: another that cannot be seen from here, in another
 * container of one host name, say, would go on writing.
 */
const quietMilliseconds = 10 * 60 * 1000;

/** What anybody was receiving: no order takes so long without a byte. */
const abandonedMilliseconds = 24 * 60 * 60 * 1000;

/**
 * Results that were kept long enough are removed, and so is what ended jobs and orders that never arrived whole left. A folder of a job
 * that the database does not know stays: it is somebody's order. What cannot be removed is said in the log, and the rest is tidied.
 * @param alone true when no other process can be receiving an order, nor this one
 */
export async function tidy(parts: RunnerParts, alone: boolean): Promise<void> {
  const { store, steps, tools, logger } = parts;
  try {
    await forgetOldJobs(parts);
    await store.expire(tools.configuration.jobs.keepDays);
    await steps.forgetWorkers();
    await removeUnneeded(parts);
    await removeUnarrived(parts, alone);
  } catch (error) {
    logger.warn({ err: asError(error) }, 'the folders of jobs could not be tidied');
  }
}

/** How many folders there are of jobs that the database does not know. */
export async function unknownFolders({
  store,
  tools,
}: Pick<RunnerParts, 'store' | 'tools'>): Promise<number> {
  const ids = await jobFolders(tools.configuration.home);
  return ids.length - (await store.known(ids)).length;
}

/** Folders of jobs that have ended, without a result that is kept. */
async function removeUnneeded(parts: RunnerParts): Promise<void> {
  const { store, tools } = parts;
  const { home, jobs } = tools.configuration;
  const known = await store.known(await jobFolders(home));
  const needed = new Set(await store.needingFolders(known, jobs.keepInput ? jobs.keepDays : 0));
  for (const job of known.filter((id) => !needed.has(id))) {
    await removed(parts, { job }, () => clearJobFolder(jobFolder(home, job), []));
  }
}

async function removeUnarrived(parts: RunnerParts, alone: boolean): Promise<void> {
  const { home } = parts.tools.configuration;
  for (const name of await namesInJobs(home)) {
    const path = join(jobsFolder(home), name);
    if (!(await isUnarrived(path, name, alone))) continue;
    await removed(parts, { path }, () => rm(path, { recursive: true, force: true }));
  }
}

async function isUnarrived(path: string, name: string, alone: boolean): Promise<boolean> {
  const writer = writerOf(name);
  if (writer?.doing !== arriving) return false;
  if (alone) return true;
  const quiet = Date.now() - ((await lastWritten(path)) ?? Date.now());
  return quiet > abandonedMilliseconds || (isGone(writer) && quiet > quietMilliseconds);
}

async function removed(
  { logger }: RunnerParts,
  what: { job: string } | { path: string },
  remove: () => Promise<void>,
): Promise<void> {
  try {
    await remove();
    logger.info(what, 'removed what a job left');
  } catch (error) {
    logger.warn({ err: asError(error), ...what }, 'what a job left cannot be removed');
  }
}
