import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isGone, unfinishedName, writerOf } from '../core/unfinished.js';

const dayInMilliseconds = 24 * 60 * 60 * 1000;
const publishing = 'publishing';
const temporaryFileForm = /\.\d+-[0-9a-f]{8}\.tmp$/;
const absent = new Set<string | undefined>(['ENOENT', 'ENOTDIR']);

/** A folder name that says who is writing it, and that no version can have. */
export function publishingFolderName(): string {
  return unfinishedName(publishing);
}

/**
 * Remove from `folder` what killed processes left: unfinished artefacts of a dead process of this machine, and anything
 * temporary that is older than a day (another machine's processes cannot be asked).
 * @returns the paths that were removed.
 */
export async function removeLeftovers(folder: string, now: Date): Promise<string[]> {
  const removed: string[] = [];
  for (const name of await namesIn(folder)) {
    const path = join(folder, name);
    if (!(await isLeftover(path, name, now))) continue;
    await rm(path, { recursive: true, force: true });
    removed.push(path);
  }
  return removed;
}

/** Names in a folder; none when there is no such folder. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (absent.has((error as NodeJS.ErrnoException).code)) return [];
    throw error;
  }
}

async function isLeftover(path: string, name: string, now: Date): Promise<boolean> {
  const writer = writerOf(name);
  const isPublishing = writer?.doing === publishing;
  if (!isPublishing && !temporaryFileForm.test(name)) return false;
  if (isPublishing && isGone(writer)) return true;
  try {
    return now.getTime() - (await stat(path)).mtimeMs > dayInMilliseconds;
  } catch (error) {
    // Its writer finished or removed it just now.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
