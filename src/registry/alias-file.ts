import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DamagedFileError, shown, StorageError } from '../core/errors.js';
import { privateModes, syncFolder, writeFileAtomic } from '../core/files/files.js';
import { readStoredFile, systemReason } from '../core/files/stored-file.js';
import { parseVersion } from './model-tag.js';

/** Where an alias lies, and whose it is. */
export interface AliasFile {
  path: string;
  /** In messages: `The champion alias of finance/credit-scoring`. */
  what: string;
}

const hint =
  'Promote a version again: `sextant models promote`. Where something else stands in the place of the file, move it away first.';

/**
 * The version that an alias names; undefined when the alias was never set.
 * @throws DamagedFileError when the file cannot be read or does not hold one version.
 */
export async function readAlias({ path, what }: AliasFile): Promise<number | undefined> {
  const bytes = await readStoredFile(path, { what, hint });
  if (!bytes) return undefined;
  const text = bytes.toString('utf8');
  const version = parseVersion(text.trimEnd());
  if (version === undefined) {
    throw new DamagedFileError(`${what} does not name a version.`, {
      details: [{ expected: 'a whole number from 1', received: shown(text) }],
      hint,
      path,
    });
  }
  return version;
}

/**
 * Changes whenever an alias moves, whoever moves it; undefined when it was never set or cannot be looked at. A few microseconds,
 * where reading the file takes four turns of the thread pool.
 */
export function aliasStamp({ path }: Pick<AliasFile, 'path'>): string | undefined {
  try {
    const status = statSync(path, { bigint: true, throwIfNoEntry: false });
    return status && `${status.ino}-${status.mtimeNs}-${status.size}`;
  } catch {
    // Whoever reads the alias next says what is wrong with it.
    return undefined;
  }
}

/**
 * Move an alias; a reader sees the old version or the new one.
 * @throws StorageError when it cannot be written; the old version stays.
 */
export async function writeAlias({ path, what }: AliasFile, version: number): Promise<void> {
  try {
    await writeFileAtomic(path, `${version}\n`, privateModes);
    await syncFolder(dirname(path));
  } catch (error) {
    throw new StorageError(`${what} cannot be written: ${systemReason(error)}.`, {
      hint: 'Make room, give this user the right to write there, or move away what stands in the place of the file.',
      cause: error,
    });
  }
}
