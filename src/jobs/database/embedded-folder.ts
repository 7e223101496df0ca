import { chmod, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DamagedFileError, asError } from '../../core/errors.js';
import { privateModes } from '../../core/files/files.js';
import { writerOfTemporary } from '../../core/files/temporary-files.js';

const ownForm = /^database\./;

/** Where the embedded database of a home is. */
export function embeddedFolder(home: string): string {
  return join(home, 'database');
}

/**
 * Whether there is a database in the folder. An empty folder is none; anything else that is none is somebody's data, of a backup that
 * was restored in part, say.
 * @throws DamagedFileError for a file, and for a folder that holds something but no database.
 */
export async function holdsDatabase(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw noDatabase(folder, error.code === 'ENOTDIR' ? 'something that is no folder' : error.message, error);
  });
  if (names.length === 0) return false;
  if (names.includes('PG_VERSION')) return true;
  throw noDatabase(folder, 'a folder with other files and without PG_VERSION');
}

/** What processes left that were killed while they made a database. To be called by whoever has the lock of the home. */
export async function removeUnfinishedDatabases(home: string): Promise<string[]> {
  const left = (await readdir(home))
    .filter((name) => ownForm.test(name) && writerOfTemporary(name) !== undefined)
    .map((name) => join(home, name));
  for (const path of left) await rm(path, { recursive: true, force: true });
  return left;
}

/** PGlite gives its files to everybody, whatever the umask, and so did earlier versions with the folders. */
export async function closeToOthers(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  for (const entry of entries) {
    const mode = entry.isDirectory() ? privateModes.folder : privateModes.file;
    const path = join(entry.parentPath, entry.name);
    const status = entry.isSymbolicLink() ? undefined : await stat(path).catch(() => undefined);
    // What belongs to somebody else stays as it is: the folder around it is closed.
    if (status && (status.mode & 0o077) !== 0) await chmod(path, mode).catch(() => undefined);
  }
}

function noDatabase(folder: string, received: string, cause?: Error): DamagedFileError {
  return new DamagedFileError(`${folder} holds no database that can be opened. Nothing was changed.`, {
    details: [{ pointer: folder, expected: 'a folder with a database, an empty one or none', received }],
    hint: 'Put the whole folder back from a backup; or, to begin anew, move it, `jobs` and `database.json` out of the home.',
    cause: cause && asError(cause),
  });
}
