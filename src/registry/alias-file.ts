import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { DamagedFileError, shown } from '../core/errors.js';
import { privateModes, syncFolder, writeFileAtomic } from '../core/files.js';
import { dirname } from 'node:path';
import { parseVersion } from './model-tag.js';

/**
 * The version that an alias names; undefined when the alias was never set.
 * @throws DamagedFileError when the file does not hold one version.
 */
export async function readAlias(path: string): Promise<number | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const version = parseVersion(text.trimEnd());
  if (version === undefined) {
    throw new DamagedFileError(`The alias file ${path} does not name a version.`, {
      details: [{ expected: 'a whole number from 1', received: shown(text) }],
      hint: 'Promote a version again: `sextant models promote`.',
    });
  }
  return version;
}

/**
 * Changes whenever an alias moves, whoever moves it; undefined when it was never set. A few microseconds, where reading the file takes
 * four turns of the thread pool.
 */
export function aliasStamp(path: string): string | undefined {
  const status = statSync(path, { bigint: true, throwIfNoEntry: false });
  return status && `${status.ino}-${status.mtimeNs}-${status.size}`;
}

/** Move an alias; a reader sees the old version or the new one. */
export async function writeAlias(path: string, version: number): Promise<void> {
  await writeFileAtomic(path, `${version}\n`, privateModes);
  await syncFolder(dirname(path));
}
