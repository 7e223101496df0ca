import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { DamagedFileError } from '../core/errors.js';
import { privateModes, sha256, sha256File, syncFolder, temporaryBeside } from '../core/files/files.js';
import { kindOf, systemReason } from '../core/files/stored-file.js';
import { removeAbandoned } from '../core/files/temporary-files.js';
import type { DatasetFile, DatasetSpec } from './dataset-spec.js';

/** How one original file stands on this machine. */
export interface OriginalFileStatus {
  name: string;
  path: string;
  state: 'intact' | 'absent' | 'damaged';
  /** For a damaged file, what is wrong with it. */
  problem?: string;
}

/** Where the original files of a dataset are kept. */
export function originalFolder(home: string, dataset: string): string {
  return join(home, 'datasets', dataset, 'original');
}

/** Remove what killed imports and downloads of any dataset left. @returns the paths that were removed. */
export async function removeUnfinishedOriginals(home: string, now: Date): Promise<string[]> {
  const datasets = await readdir(join(home, 'datasets')).catch(() => []);
  const removed = datasets.map((name) => removeAbandoned(originalFolder(home, name), now));
  return (await Promise.all(removed)).flat();
}

/** Compare a stored file with its specification: presence, size, sha256. */
export async function originalFileStatus(folder: string, file: DatasetFile): Promise<OriginalFileStatus> {
  const { name } = file;
  const path = join(folder, name);
  const found = await compared(path, file);
  if (found === 'intact' || found === 'absent') return { name, path, state: found };
  return { name, path, state: 'damaged', problem: found.problem };
}

async function compared(path: string, file: DatasetFile): Promise<'intact' | 'absent' | { problem: string }> {
  try {
    const status = await stat(path);
    if (!status.isFile()) return { problem: `it is ${kindOf(status)}` };
    if (status.size !== file.bytes)
      return { problem: `it has ${status.size} bytes instead of ${file.bytes}` };
    const found = await sha256File(path);
    return found === file.sha256 ? 'intact' : { problem: `its sha256 is ${found} instead of ${file.sha256}` };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'absent';
    return { problem: `it cannot be read (${systemReason(error)})` };
  }
}

/** One sha256 for all original files: of the file when there is one, else of the list of names and checksums. */
export function originalsSha256({ files }: DatasetSpec): string {
  if (files.length === 1) return files[0].sha256;
  return sha256(files.map((file) => `${file.sha256}  ${file.name}\n`).join(''));
}

/**
 * Store bytes under `target` only when they are the expected file: written to a temporary file, synced, compared, renamed.
 * @throws DamagedFileError when they are not; nothing remains then.
 */
export async function storeVerified(
  bytes: AsyncIterable<Uint8Array>,
  target: string,
  expected: Pick<DatasetFile, 'name' | 'sha256' | 'bytes'>,
): Promise<void> {
  await mkdir(dirname(target), { recursive: true, mode: privateModes.folder });
  await removeAbandoned(dirname(target), new Date());
  const temporary = temporaryBeside(target);
  try {
    const received = await writeAndDigest(bytes, temporary);
    if (received.sha256 !== expected.sha256) {
      throw new DamagedFileError(
        `${expected.name} is not the expected file: expected ${expected.bytes} bytes with sha256 ${expected.sha256}, received ${received.bytes} bytes with sha256 ${received.sha256}.`,
      );
    }
    await rename(temporary, target);
    await syncFolder(dirname(target));
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Copy a file into its place; the copy is what is checked. */
export function copyVerified(from: string, target: string, expected: DatasetFile): Promise<void> {
  return storeVerified(createReadStream(from), target, expected);
}

async function writeAndDigest(
  bytes: AsyncIterable<Uint8Array>,
  path: string,
): Promise<{ bytes: number; sha256: string }> {
  const digest = createHash('sha256');
  let count = 0;
  const file = await open(path, 'wx', privateModes.file);
  try {
    for await (const chunk of bytes) {
      digest.update(chunk);
      count += chunk.length;
      await file.write(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes: count, sha256: digest.digest('hex') };
}
