import { mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { CancelledError, ConflictError, NotFoundError, StorageError } from '../core/errors.js';
import { makeFolders, privateModes, syncFolder, temporaryBeside } from '../core/files/files.js';
import { kindOf, systemReason } from '../core/files/stored-file.js';
import { removeAbandonedBeside } from '../core/files/temporary-files.js';
import { summaryOf, type BackupSummary } from './format.js';
import { unpack } from './unpack.js';

interface RestoreOrder {
  file: string;
  /** Where the home will be: nothing, or an empty folder. */
  home: string;
  signal?: AbortSignal;
}

/**
 * Make a home from a backup. It is built beside its place and moved there when every byte was checked, so that there is all of it or none.
 * @throws NotFoundError without the file; ConflictError for a home that holds something, or a backup of a later version; DamagedFileError,
 *   InvalidInputError for a file that cannot be trusted; StorageError for a place that cannot be taken. Nothing is left then.
 */
export async function restoreBackup({ file, home, signal }: RestoreOrder): Promise<BackupSummary> {
  const target = resolve(home);
  await requireFile(file);
  await makeFolders(dirname(target));
  await makeRoom(target);
  await removeAbandonedBeside(target);
  const building = temporaryBeside(target);
  try {
    await mkdir(building, { mode: privateModes.folder });
    const { header, manifest } = await unpack(resolve(file), building, signal);
    await rename(building, target);
    await syncFolder(dirname(target));
    return summaryOf(header, manifest);
  } catch (error) {
    throw signal?.aborted ? new CancelledError('The restoring was stopped. Nothing was restored.') : error;
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

async function requireFile(file: string): Promise<void> {
  const status = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new NotFoundError(`The backup ${file} cannot be read: ${systemReason(error)}.`, { cause: error });
  });
  if (!status.isFile()) throw new NotFoundError(`${file} is ${kindOf(status)}; expected a backup.`);
}

/** An empty folder that cannot be replaced, such as a mount point, is met before the work and not after it. */
async function makeRoom(home: string): Promise<void> {
  const names = await readdir(home).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new StorageError(`${home} cannot be taken: ${systemReason(error)}.`, { cause: error });
  });
  if (names === undefined) return;
  if (names.length > 0) {
    throw new ConflictError(`The home ${home} is not empty. Nothing was restored.`, {
      hint: 'Move it away, or restore into another folder: --into FOLDER.',
    });
  }
  await rmdir(home).catch((error: NodeJS.ErrnoException) => {
    throw new StorageError(`${home} cannot be replaced: ${systemReason(error)}.`, {
      hint: 'A home that is restored is moved to its place as a whole: where a disk is mounted, let SEXTANT_HOME be a folder on it.',
      cause: error,
    });
  });
}
