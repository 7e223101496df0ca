import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConflictError } from '../../core/errors.js';
import { lockFile } from '../../core/files/file-lock.js';
import { makeFolders, privateModes } from '../../core/files/files.js';

const waitMilliseconds = 10;
const mostMilliseconds = 15_000;

/** Of each folder what this process does in it last. */
const queues = new Map<string, Promise<unknown>>();

/**
 * Do something in a folder of answers while nobody else does: lines that one process appends are not lost where another rewrites the file.
 * @throws ConflictError when another process holds the folder for too long
 */
export function alone<Result>(folder: string, act: () => Promise<Result>): Promise<Result> {
  const before = queues.get(folder) ?? Promise.resolve();
  const run = before.then(() => locked(folder, act));
  const settled = run.catch(() => undefined);
  queues.set(folder, settled);
  void settled.then(() => {
    if (queues.get(folder) === settled) queues.delete(folder);
  });
  return run;
}

async function locked<Result>(folder: string, act: () => Promise<Result>): Promise<Result> {
  await makeFolders(folder, privateModes.folder);
  const deadline = performance.now() + mostMilliseconds;
  for (;;) {
    const { lock } = lockFile(join(folder, 'lock'));
    if (lock) {
      try {
        return await act();
      } finally {
        lock.release();
      }
    }
    if (performance.now() > deadline)
      throw new ConflictError('Another process is at work on these answers.', { hint: 'Try again.' });
    await sleep(waitMilliseconds);
  }
}
