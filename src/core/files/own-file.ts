import { realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { InvalidInputError, NotFoundError } from '../errors.js';
import { kindOf, systemReason } from './stored-file.js';

/**
 * The path of a file that somebody's specification names, which must lie in the specification's own folder: not outside of it by
 * `..`, and not behind a link that leads out. Only a regular file will do: it may be read more than once, and nothing waits for it.
 * @param name relative to the folder; messages call the file so.
 * @throws NotFoundError without such a file; InvalidInputError when it lies elsewhere, is of another kind or cannot be reached.
 */
export async function fileWithin(folder: string, name: string): Promise<string> {
  try {
    const path = await realpath(join(folder, name));
    if (!path.startsWith(withSeparator(await realpath(folder)))) throw outside(name);
    const status = await stat(path);
    if (status.isFile()) return path;
    throw new InvalidInputError(`${name} is ${kindOf(status)}; expected a file.`);
  } catch (error) {
    if (error instanceof InvalidInputError) throw error;
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (isAbsent)
      throw new NotFoundError(`There is no file ${name} in the scenario's folder.`, { cause: error });
    throw new InvalidInputError(`${name} cannot be read: ${systemReason(error)}.`, { cause: error });
  }
}

/** Whether a name cannot lead out of a folder by itself: no absolute path, no drive, no `..`, as any system would read it. */
export function staysWithin(name: string): boolean {
  const parts = name.split(/[/\\]/);
  return parts[0] !== '' && !/^[A-Za-z]:/.test(name) && !parts.includes('..') && !name.includes('\0');
}

function withSeparator(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}

function outside(name: string): InvalidInputError {
  return new InvalidInputError(`${name} is not in the scenario's own folder.`, {
    details: [
      { expected: 'a file in the folder of scenario.yaml', received: `${name}, which leads out of it` },
    ],
    hint: 'Copy the file there, or name another one with `sextant train SCENARIO --data FILE`.',
  });
}
