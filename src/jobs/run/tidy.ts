import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { clearJobFolder, jobFolder, jobsFolder } from '../job-folder.js';
import { forgetOldJobs } from './remove-job.js';
import type { RunnerParts } from './step-runner.js';

/** A folder without a job belongs to an order that is just being sent, unless nothing was written there for so long. */
const abandonedMilliseconds = 60 * 60 * 1000;

/**
 * Results that were kept long enough are removed, and so is what cancelled jobs and orders that never arrived whole left.
 * @param alone true when no other process can be receiving an order
 */
export async function tidy(
  { store, steps, queue, tools, logger }: RunnerParts,
  alone: boolean,
): Promise<void> {
  const { home, jobs } = tools.configuration;
  await forgetOldJobs({ store, queue, tools, logger });
  const expired = await store.expire(jobs.keepDays);
  for (const id of expired) await clearJobFolder(jobFolder(home, id), []);
  await steps.forgetWorkers();
  const folders = await readdir(jobsFolder(home)).catch(() => []);
  const needed = new Set(await store.needingFolders(folders, jobs.keepInput ? jobs.keepDays : 0));
  for (const id of folders.filter((name) => !needed.has(name))) {
    if (!alone && !(await isAbandoned(jobFolder(home, id)))) continue;
    await clearJobFolder(jobFolder(home, id), []);
    logger.info({ job: id }, 'removed what a job left');
  }
}

async function isAbandoned(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  const times = await Promise.all(
    [folder, ...names.map((name) => join(folder, name))].map((path) =>
      stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  );
  return Date.now() - Math.max(...times) > abandonedMilliseconds;
}
