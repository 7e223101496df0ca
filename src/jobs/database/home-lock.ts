import { readFileSync, utimesSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ConflictError } from '../../core/errors.js';
import { lockFile, ownerInWords, type FileLock, type LockOwner } from '../../core/files/file-lock.js';
import { requireWritableHome } from '../../core/files/home.js';
import { isAlive } from '../../core/processes/processes.js';
import { ForeignHomeError } from './foreign-home.js';

/** The owner looks after its lock and touches it so often. */
const touchMilliseconds = 2_500;

/** An owner that cannot be asked has given its lock up when it has not touched it for so long. */
const staleMilliseconds = 30_000;

export interface HomeLock {
  /** Called once when another process has taken the lock: nothing may be written to the home any more. */
  onLost(handler: (error: ForeignHomeError) => void): void;
  release(): void;
}

export interface LockTimes {
  touchMilliseconds: number;
  staleMilliseconds: number;
}

/**
 * Makes this process the one that may open the embedded database of a home. On one machine the kernel keeps others out, as long as this
 * process exists, whether or not it runs; for other machines, where the file system does not pass such locks on, the file is touched.
 * @throws ConflictError when another process has it.
 */
export async function lockHome(
  home: string,
  times: LockTimes = { touchMilliseconds, staleMilliseconds },
): Promise<HomeLock> {
  await requireWritableHome(home);
  return watched(await take(home, times), home, times);
}

async function take(home: string, { touchMilliseconds: touched, staleMilliseconds: stale }: LockTimes) {
  const path = join(home, 'database.lock');
  let doubted: { owner: LockOwner; modified: Date } | undefined;
  const respects = (owner: LockOwner, modified: Date): boolean => {
    if (!mayLive(owner)) return false;
    const age = Date.now() - modified.getTime();
    const isFresh = age >= 0 && age <= stale;
    if (isFresh || doubted) return isFresh || modified.getTime() !== doubted?.modified.getTime();
    doubted = { owner, modified };
    return true;
  };
  const first = lockFile(path, { respects });
  if (first.lock) return first.lock;
  if (!doubted) throw inUse(home, first.heldBy);
  // It looks given up by this machine's clock. By the owner's it need not: whoever lives touches it meanwhile.
  await wait(2 * touched);
  const second = lockFile(path, { respects });
  if (second.lock) return second.lock;
  throw inUse(home, second.heldBy);
}

/** Whether somebody whom the kernel does not know may have the lock: on another machine, or of a version without locks of the kernel. */
function mayLive({ host, pid }: LockOwner): boolean {
  return host !== hostname() || (pid !== process.pid && isAlive(pid));
}

function watched(first: FileLock, home: string, times: LockTimes): HomeLock {
  let lock = first;
  const handlers: ((error: ForeignHomeError) => void)[] = [];
  const lose = (owner: LockOwner | undefined) => {
    clearInterval(watching);
    for (const handler of handlers) handler(lost(home, owner));
  };
  const look = () => {
    const state = lock.state();
    if (state === 'replaced') return lose(ownerIn(lock.path));
    if (state === 'missing') {
      // Nobody stands in its place: it is made again.
      const again = lockFile(lock.path, { respects: () => true });
      if (!again.lock) return lose(again.heldBy);
      lock.release();
      lock = again.lock;
    }
    utimesSync(lock.path, new Date(), new Date());
  };
  const watching = setInterval(() => {
    try {
      look();
    } catch {
      // The home was removed, or its disk does not answer: there is nothing to be seen now.
    }
  }, times.touchMilliseconds).unref();
  return {
    onLost: (handler) => handlers.push(handler),
    release() {
      clearInterval(watching);
      lock.release();
    },
  };
}

/** Undefined when it says nothing of the kind. */
function ownerIn(path: string): LockOwner | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as LockOwner;
  } catch {
    return undefined;
  }
}

function inUse(home: string, owner: LockOwner | undefined): ConflictError {
  return new ConflictError(
    `The jobs in ${home} belong to ${ownerInWords(owner)}: one server alone may open the embedded database.`,
    {
      hint: 'End that server, set SEXTANT_HOME to another folder, or set DATABASE_URL to share a PostgreSQL server.',
    },
  );
}

function lost(home: string, owner: LockOwner | undefined): ForeignHomeError {
  return new ForeignHomeError(
    `The lock of the jobs in ${home} was taken by ${ownerInWords(owner)}. This process writes nothing there any more, and ends.`,
    { hint: 'One server alone may use a home with an embedded database.' },
  );
}
