import { constants, copyFile, link, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ConflictError, DamagedFileError } from '../../core/errors.js';
import { privateModes, temporaryBeside, writeFileDurable } from '../../core/files/files.js';

/** A database of jobs: its identity, and where it is in words that hold no password. */
export interface DatabaseIdentity {
  /** UUID. */
  id: string;
  where: string;
}

export const embeddedName = 'the embedded database';

const format = 1;
const schema = z.object({ format: z.literal(format), id: z.uuid(), where: z.string() });

export function identityPath(home: string): string {
  return join(home, 'database.json');
}

/** In words: the embedded database, or the server and the database of a URL. */
export function databaseInWords(url: string | undefined): string {
  if (url === undefined) return embeddedName;
  try {
    // PostgreSQL takes a URL with a user and without a host; the standard does not.
    const { hostname, port, pathname, searchParams } = new URL(url.replace('@/', '@localhost/'));
    const host = searchParams.get('host') ?? (hostname || 'localhost');
    return `PostgreSQL ${host}${port && `:${port}`}${decodeURIComponent(pathname)}`;
  } catch {
    return 'PostgreSQL';
  }
}

/**
 * The database that a home belongs to; undefined before the first one.
 * @throws DamagedFileError, and ConflictError for a file of a later version.
 */
export async function readHomeIdentity(home: string): Promise<DatabaseIdentity | undefined> {
  const path = identityPath(home);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const content = parsed(text);
  const read = schema.safeParse(content);
  if (read.success) return { id: read.data.id, where: read.data.where };
  const { format: found } = (content ?? {}) as { format?: unknown };
  if (typeof found === 'number' && found > format) {
    throw new ConflictError(`${path} was made by a later version of Sextant.`, {
      details: [{ pointer: '/format', expected: String(format), received: String(found) }],
    });
  }
  throw new DamagedFileError(`${path} does not say which database the home belongs to.`, {
    hint: 'Put it back from a backup. Without it the home goes to the database that knows its jobs.',
  });
}

/**
 * Write down which database a home belongs to, unless that is written down already.
 * @param place gives a file a second name; file systems without hard links refuse it
 * @returns what is written there now, by whichever process was the first.
 */
export async function writeHomeIdentity(
  home: string,
  identity: DatabaseIdentity,
  place: typeof link = link,
): Promise<DatabaseIdentity> {
  const path = identityPath(home);
  const temporary = temporaryBeside(path);
  try {
    await writeFileDurable(temporary, `${JSON.stringify({ format, ...identity })}\n`, privateModes);
    await placeOnce(temporary, path, place);
  } finally {
    await rm(temporary, { force: true });
  }
  return (await readHomeIdentity(home))!;
}

/** The whole file appears, or the one that was there stays. */
async function placeOnce(temporary: string, path: string, place: typeof link): Promise<void> {
  try {
    await place(temporary, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') throw error;
      return copyFile(temporary, path, constants.COPYFILE_EXCL);
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
