import { access, chmod, constants, lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { asError, InvalidSpecificationError } from '../errors.js';
import { makeFolders, privateModes } from './files.js';

/** What the product makes below a home. */
const ownFolders = ['answers', 'database', 'datasets', 'jobs', 'models'];

/** Everybody but the owner of a file. */
const others = 0o077;

/**
 * For processes that write below the home and nowhere else: all that they make from now on is their user's alone, whatever library
 * makes it. To be called in the main thread, before threads start.
 */
export function keepFilesPrivate(): void {
  process.umask(others);
}

/**
 * Make the folder below which everything that runs keeps its files, and close to other users what an earlier version left open in it.
 * A home that was there stays as it is: it may be anybody's folder.
 * @throws InvalidSpecificationError when this user may not write there: better before an hour of work than after it.
 */
export async function requireWritableHome(home: string): Promise<void> {
  try {
    await makeFolders(home, privateModes.folder);
    await access(home, constants.W_OK);
  } catch (error) {
    throw new InvalidSpecificationError(`${home} cannot be written: ${asError(error).message}`, {
      hint: 'Set SEXTANT_HOME to a folder that this user may write to.',
      cause: error,
    });
  }
  await Promise.all(ownFolders.map((name) => closeToOthers(join(home, name))));
}

/** Whether other users of this machine can look into the home. */
export async function isOpenToOthers(home: string): Promise<boolean> {
  if (process.getuid === undefined) return false;
  const { mode } = await lstat(home);
  return (mode & others) !== 0;
}

/** A folder that belongs to somebody else, or a link that somebody put there, stays as it is. */
async function closeToOthers(folder: string): Promise<void> {
  const status = await lstat(folder).catch(() => undefined);
  if (!status?.isDirectory() || status.uid !== process.getuid?.() || (status.mode & others) === 0) return;
  await chmod(folder, privateModes.folder);
}
