import { rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { asError, ConflictError, InvalidInputError, UsageError } from '../../core/errors.js';
import { lockFile, ownerInWords, type FileLock, type LockAttempt } from '../../core/files/file-lock.js';
import { makeFolders } from '../../core/files/files.js';
import { unwritablePlace } from '../../csv/csv-output.js';
import { targetOf } from '../../csv/output-target.js';
import type { OutputPaths } from './output-paths.js';

/** Beside each file that a scoring writes stands another of this ending while it runs. */
const lockEnding = '.sextant-lock';

/**
 * Do some work while no other process writes the same files, by whatever names or links they are called. The lock files do not stay; what
 * a killed process left of them is in nobody's way.
 * @throws ConflictError at once when another process writes one of them
 * @throws InvalidInputError when no file can be made there; UsageError when two of the paths lead to one file
 */
export async function holdingOutputs<Result>(
  paths: OutputPaths,
  work: () => Promise<Result>,
): Promise<Result> {
  const locks: FileLock[] = [];
  const made = await foldersFor(paths.output);
  try {
    for (const [path, target] of await targetsOf(paths)) locks.push(lockTarget(path, target));
    return await work();
  } finally {
    for (const lock of locks) lock.release();
    // Only empty ones can be removed: what was scored keeps its folder.
    for (const folder of made.reverse()) await rmdir(folder).catch(() => undefined);
  }
}

async function foldersFor(path: string): Promise<string[]> {
  try {
    return await makeFolders(dirname(path));
  } catch (error) {
    throw unwritablePlace(path, error);
  }
}

/** The path of each file and what is written through it. */
async function targetsOf(paths: OutputPaths): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  for (const path of [paths.output, paths.rejects, paths.receipt]) {
    const target = await writtenThrough(path);
    const [other] = [...targets].find(([, one]) => one === target) ?? [];
    if (other !== undefined) throw new UsageError(`${other} and ${path} are one file.`);
    targets.set(path, target);
  }
  return targets;
}

async function writtenThrough(path: string): Promise<string> {
  try {
    return await targetOf(path);
  } catch (error) {
    throw unwritablePlace(path, error);
  }
}

function lockTarget(path: string, target: string): FileLock {
  const tried = attempt(path, `${target}${lockEnding}`);
  if (tried.lock) return tried.lock;
  throw new ConflictError(`${path} is being written by another scoring: ${ownerInWords(tried.heldBy)}.`, {
    hint: 'Wait for its end, or name another output with -o.',
  });
}

function attempt(path: string, lockPath: string): LockAttempt {
  try {
    return lockFile(lockPath);
  } catch (error) {
    throw new InvalidInputError(`${path} cannot be written: ${asError(error).message}.`, {
      cause: error,
      hint: `May this user write to ${dirname(lockPath)}, and to the lock, if another user has one there?`,
    });
  }
}
