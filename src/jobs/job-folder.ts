import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Below the home: a folder for each job, shared by all processes that work on it. */
export function jobsFolder(home: string): string {
  return join(home, 'jobs');
}

export function jobFolder(home: string, id: string): string {
  return join(jobsFolder(home), id);
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
