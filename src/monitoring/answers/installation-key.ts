import { createHmac, randomBytes } from 'node:crypto';
import { link, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DamagedFileError } from '../../core/errors.js';
import { makeFolders, privateModes, temporaryBeside, writeFileDurable } from '../../core/files/files.js';

const form = /^[0-9a-f]{64}$/;

/** Makes of a value of a column a text that cannot be told back without the key. */
export type Hasher = (column: string, value: unknown) => string;

/** @param home Absolute. */
export function keyPath(home: string): string {
  return join(home, 'answers', 'key');
}

/**
 * HMAC-SHA-256 (RFC 2104, FIPS 180-4) with the key of the installation: 256 random bits that are made at the first use and that only the
 * home's owner may read. The same value of a column has the same hash in every file; of another column another one.
 * @throws DamagedFileError for a file that is no key: with another one, what is stored could not be found again.
 */
export async function openHasher(home: string): Promise<Hasher> {
  const key = Buffer.from(await readOrMake(keyPath(home)), 'hex');
  return (column, value) =>
    createHmac('sha256', key)
      .update(JSON.stringify([column, asText(value)]))
      .digest('base64url');
}

/** A number and its text are the same: a file has texts only. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value.trim().normalize('NFC') : JSON.stringify(value ?? null);
}

async function readOrMake(path: string): Promise<string> {
  const known = await read(path);
  if (known !== undefined) return known;
  await makeFolders(dirname(path), privateModes.folder);
  const temporary = temporaryBeside(path);
  await writeFileDurable(temporary, `${randomBytes(32).toString('hex')}\n`, privateModes);
  // Of two that begin at once the first has its key kept: a link never replaces a file.
  await link(temporary, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(temporary, { force: true });
  const made = await read(path);
  if (made !== undefined) return made;
  throw new DamagedFileError('The key of the installation was removed just now.', { path });
}

async function read(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  if (form.test(text.trim())) return text.trim();
  throw new DamagedFileError('The key of the installation is not of its form.', {
    path,
    details: [{ expected: '64 hexadecimal digits', received: 'another text' }],
    hint: 'Bring it back from a copy, or remove the folder of answers: without it no stored key can be found.',
  });
}
