import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { unreadableFile } from '../core/files/stored-file.js';
import { removeIfAbandoned, writerOfTemporary } from '../core/files/temporary-files.js';
import { unfinishedName, writerOf, type Writer } from '../core/files/unfinished.js';

const publishing = 'publishing';
const absent = new Set<string | undefined>(['ENOENT', 'ENOTDIR']);

/** A folder name that says who is writing it, and that no version can have. */
export function publishingFolderName(): string {
  return unfinishedName(publishing);
}

/**
 * Remove from `folder` what killed processes left: unfinished artefacts and temporary files of a dead process of this machine, and
 * anything temporary that is older than a day (another machine's processes cannot be asked).
 * @returns the paths that were removed.
 */
export async function removeLeftovers(folder: string, now: Date): Promise<string[]> {
  const removed: string[] = [];
  for (const name of await namesIn(folder)) {
    const path = join(folder, name);
    const writer = publisherIn(name) ?? writerOfTemporary(name);
    if (writer !== undefined && (await removeIfAbandoned(path, writer, now))) removed.push(path);
  }
  return removed;
}

function publisherIn(name: string): Writer | undefined {
  const writer = writerOf(name);
  return writer?.doing === publishing ? writer : undefined;
}

/**
 * Names in a folder; none when there is no such folder.
 * @throws DamagedFileError when the folder cannot be read.
 */
export async function namesIn(folder: string, what = 'A folder of models'): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (absent.has((error as NodeJS.ErrnoException).code)) return [];
    throw unreadableFile(error, folder, { what, hint: 'Restore it from a backup, or move it away.' });
  }
}
