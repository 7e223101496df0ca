import { asError } from '../../core/errors.js';
import { clearJobFolder, jobFolder } from '../job-folder.js';
import type { RunnerParts } from './step-runner.js';

type Parts = Pick<RunnerParts, 'store' | 'queue' | 'tools'>;

/**
 * Remove a job that has ended, with its steps, its events and its files. The files first: a job whose files could not be removed is
 * still known, and can be removed again.
 */
export async function removeJob({ store, queue, tools }: Parts, id: string): Promise<void> {
  await clearJobFolder(jobFolder(tools.configuration.home, id), []);
  await store.remove(id);
  await queue.forget(id);
}

/** Remove the jobs that were kept for long enough. One that cannot be removed does not keep the others. */
export async function forgetOldJobs({
  logger,
  ...parts
}: Parts & Pick<RunnerParts, 'logger'>): Promise<void> {
  for (const id of await parts.store.outdated(parts.tools.configuration.jobs.keepDays)) {
    await removeJob(parts, id).catch((error: unknown) => {
      logger.warn({ err: asError(error), job: id }, 'an old job cannot be removed');
    });
  }
}
