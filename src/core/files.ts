import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { asError, InvalidSpecificationError } from './errors.js';
import { temporaryBeside } from './temporary-files.js';

export { temporaryBeside };

/**
 * Write a whole file so that a reader sees the old content or the new one, never a part: temporary file, fsync, rename.
 * Missing folders are made.
 */
export async function writeFileAtomic(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = temporaryBeside(path);
  try {
    await writeFileDurable(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Write and fsync; fails when the file exists. */
export async function writeFileDurable(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Make the folder below which everything that runs keeps its files.
 * @throws InvalidSpecificationError when this user may not write there: better before an hour of work than after it.
 */
export async function requireWritableHome(home: string): Promise<void> {
  try {
    await makeFolders(home);
    await access(home, constants.W_OK);
  } catch (error) {
    throw new InvalidSpecificationError(`${home} cannot be written: ${asError(error).message}`, {
      hint: 'Set SEXTANT_HOME to a folder that this user may write to.',
      cause: error,
    });
  }
}

/** `mkdir` with missing parents. Node's own recursive one never returns where a parent refuses with ENOENT, as /proc does. */
async function makeFolders(path: string): Promise<void> {
  const missing: string[] = [];
  for (let folder = resolve(path); !(await exists(folder)); folder = dirname(folder)) missing.unshift(folder);
  for (const folder of missing) {
    await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** fsync of a folder, so that a rename inside it survives a power cut. Not possible on Windows, where it does nothing. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Hexadecimal sha256 of bytes or text (as UTF-8). */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Hexadecimal sha256 of a file, read as a stream. */
export async function sha256File(path: string): Promise<string> {
  const digest = createHash('sha256');
  await pipeline(createReadStream(path), digest);
  return digest.digest('hex');
}
