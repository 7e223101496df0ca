import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Below the home: a folder for each job, shared by all processes that work on it. */
export function jobsFolder(home: string): string {
  return join(home, 'jobs');
}

export function jobFolder(home: string, id: string): string {
  return join(jobsFolder(home), id);
}

const idForm = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/**
 * The ids of the jobs that have a folder, whether or not the database knows them. A folder gets its name when its order has arrived
 * whole; what has another name belongs to nobody's job.
 */
export async function jobFolders(home: string): Promise<string[]> {
  return (await namesInJobs(home)).filter((name) => idForm.test(name));
}

/** Names below the folder of jobs; none when there is no such folder. */
export async function namesInJobs(home: string): Promise<string[]> {
  return readdir(jobsFolder(home)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
}

/** How an input is stored, whatever it was called. */
export const inputName = 'input.csv';

/** Remove all that a folder of a job holds but the files to keep; the folder too, when it is empty then. */
export async function clearJobFolder(folder: string, keep: readonly string[]): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const gone = names.filter((name) => !keep.includes(name));
  await Promise.all(gone.map((name) => rm(join(folder, name), { recursive: true, force: true })));
  if (gone.length === names.length) await rm(folder, { recursive: true, force: true });
}
