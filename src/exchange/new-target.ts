import { rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ConflictError, StorageError, SextantError } from '../core/errors.js';
import { makeFolders, syncFolder, temporaryBeside } from '../core/files/files.js';
import { systemReason } from '../core/files/stored-file.js';
import { removeAbandonedBeside } from '../core/files/temporary-files.js';

/**
 * Make a file or folder that has its name when it is whole and on the disk. Nothing is left where that fails.
 * @param write makes it under another name beside.
 * @throws ConflictError where something has the name already; StorageError
 */
export async function newTarget(out: string, write: (path: string) => Promise<void>): Promise<string> {
  const target = resolve(out);
  if (await stat(target).catch(() => undefined)) {
    throw new ConflictError(`${target} exists already.`, { hint: 'Give what is exported another name.' });
  }
  await makeFolders(dirname(target));
  await removeAbandonedBeside(target);
  const temporary = temporaryBeside(target);
  try {
    await write(temporary);
    await rename(temporary, target);
    await syncFolder(dirname(target));
    return target;
  } catch (error) {
    if (error instanceof SextantError) throw error;
    throw new StorageError(`${target} cannot be written: ${systemReason(error)}.`, { cause: error });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
