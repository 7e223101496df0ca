import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { temporaryBeside } from './temporary-files.js';

/** Modes of the files and folders that are made. */
export interface Modes {
  file: number;
  folder: number;
}

/** Of what lies below the home: it holds rows of people and models that learnt from them, so its user alone may look. */
export const privateModes: Modes = { file: 0o600, folder: 0o700 };

export { temporaryBeside };

/**
 * Write a whole file so that a reader sees the old content or the new one, never a part: temporary file, fsync, rename.
 * Missing folders are made.
 * @param modes absent: what the user's umask leaves
 */
export async function writeFileAtomic(
  path: string,
  content: string | Uint8Array,
  modes?: Modes,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: modes?.folder });
  const temporary = temporaryBeside(path);
  try {
    await writeFileDurable(temporary, content, modes);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Write and fsync; fails when the file exists. */
export async function writeFileDurable(
  path: string,
  content: string | Uint8Array,
  modes?: Pick<Modes, 'file'>,
): Promise<void> {
  const file = await open(path, 'wx', modes?.file);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * `mkdir` with missing parents. Node's own recursive one never returns where a parent refuses with ENOENT, as /proc does.
 * @param mode absent: what the user's umask leaves
 * @returns the folders that were missing, from the outermost on
 */
export async function makeFolders(path: string, mode?: number): Promise<string[]> {
  const missing: string[] = [];
  for (let folder = resolve(path); !(await exists(folder)); folder = dirname(folder)) missing.unshift(folder);
  for (const folder of missing) {
    await mkdir(folder, { mode }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
  return missing;
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
