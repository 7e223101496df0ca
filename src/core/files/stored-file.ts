import { constants, type BigIntStats, type Stats } from 'node:fs';
import { open } from 'node:fs/promises';
import { getSystemErrorMap } from 'node:util';
import { asError, DamagedFileError, NotReadyError } from '../errors.js';

/** How messages call a stored file, without its place on this machine, and what is to be done when it cannot be read. */
export interface StoredFileName {
  /** Begins a sentence: `The champion alias of finance/credit-scoring`. */
  what: string;
  hint?: string;
}

/** The machine is short of something that comes back; the file itself may be whole. */
const passing = new Set<string | undefined>(['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN', 'EBUSY']);
const retrySeconds = 5;

/**
 * The bytes of a file that should be there as it was stored; undefined when there is none. It never waits for a pipe or reads a
 * device that stands in the file's place.
 * @throws what {@link unreadableFile} makes of the failure.
 */
export async function readStoredFile(path: string, name: StoredFileName): Promise<Buffer | undefined> {
  try {
    // Without waiting: a pipe that nobody writes to would hold up a thread for ever.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const status = await file.stat();
      if (!status.isFile()) throw new OtherKindError(kindOf(status));
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unreadableFile(error, path, name);
  }
}

/**
 * What the system said of a file, as an error of the product: the message names the file in words, `path` is for the log alone.
 * @returns DamagedFileError, whatever the system said (no permission, a folder in its place, a circle of links, a broken disk), or
 *   NotReadyError where only the machine is short of something.
 */
export function unreadableFile(
  error: unknown,
  path: string,
  { what, hint }: StoredFileName,
): DamagedFileError | NotReadyError {
  if (error instanceof DamagedFileError || error instanceof NotReadyError) return error;
  const message = `${what} cannot be read: ${systemReason(error)}.`;
  if (passing.has((error as NodeJS.ErrnoException).code)) {
    return new NotReadyError(message, retrySeconds, { cause: error });
  }
  return new DamagedFileError(message, { path, hint, cause: error });
}

/** What the system said, without the path: `EACCES: permission denied`. */
export function systemReason(error: unknown): string {
  const { message, errno } = asError(error) as NodeJS.ErrnoException;
  const known = errno === undefined ? undefined : getSystemErrorMap().get(errno);
  return known ? known.join(': ') : message;
}

/** What stands in the place of a file, in words. */
export function kindOf(status: Stats | BigIntStats): string {
  if (status.isFile()) return 'a file';
  if (status.isDirectory()) return 'a folder';
  if (status.isFIFO()) return 'a pipe';
  return status.isSocket() ? 'a socket' : 'a device';
}

class OtherKindError extends Error {
  constructor(kind: string) {
    super(`it is ${kind}`);
  }
}
