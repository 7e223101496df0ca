import {
  closeSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { kernelLock, type TryLock } from './kernel-lock.js';
import { isAlive } from '../processes/processes.js';

/** Who holds a lock, as its file says. */
export interface LockOwner {
  host: string;
  pid: number;
  /** ISO 8601. */
  since: string;
}

/** A lock that this process has, on a file that names it. */
export interface FileLock {
  readonly path: string;
  readonly owner: LockOwner;
  /**
   * Whether the file is still the one that is locked: `missing` when it was removed, `replaced` when another stands there, or when it names
   * another owner: one whom the lock does not reach, on another machine, took it.
   */
  state(): 'held' | 'missing' | 'replaced';
  /** Removes the file and lets others have the lock. May be called again. */
  release(): void;
}

/** What became of asking for a lock: it, or its holder, where the file says who that is. */
export type LockAttempt = { lock: FileLock } | { lock?: undefined; heldBy?: LockOwner };

export interface LockOptions {
  /**
   * Asked about the owner that the file names when nobody of this machine holds the lock: whether it may hold it elsewhere.
   * @param modified when that owner last touched the file
   */
  respects?: (owner: LockOwner, modified: Date) => boolean;
  /** Stands in for the lock of the kernel; null: none can be had. */
  tryLock?: TryLock | null;
}

/** More than any two processes lose against each other. */
const attempts = 50;
const noLocks = new Set(['ENOLCK', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL']);
const ownerBytes = 4096;

/** Locks of this thread; their files are removed when it ends. */
const open = new Set<FileLock>();
let isWatchingExit = false;

/**
 * Lock a path for this process alone, by a lock of the kernel on a file that is made there. What a killed process left is no hindrance.
 * Where the platform or the file system has no such locks, a file that names a living process of this machine is one; two that find a dead
 * one at the same moment are not told apart there.
 * @returns the lock, or who has it
 * @throws what the file system says when the file cannot be made
 */
export function lockFile(path: string, { respects, tryLock = kernelLock() }: LockOptions = {}): LockAttempt {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const file = openSync(path, 'a+', 0o600);
    let isKept = false;
    try {
      const before = ownerIn(file);
      if (!isFree(file, before, tryLock)) return { heldBy: before };
      // Its holder may have removed the file between the opening and the locking: then this lock is of a file that nobody finds.
      if (!isAt(path, file)) continue;
      const left = ownerIn(file);
      if (left && respects?.(left, fstatSync(file).mtime)) return { heldBy: left };
      isKept = true;
      return { lock: holding(path, file) };
    } finally {
      if (!isKept) closeSync(file);
    }
  }
  return {};
}

function isFree(file: number, owner: LockOwner | undefined, tryLock: TryLock | null | undefined): boolean {
  try {
    if (tryLock) return tryLock(file);
  } catch (error) {
    if (!noLocks.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  return owner?.host !== hostname() || !isAlive(owner.pid);
}

function holding(path: string, file: number): FileLock {
  const owner: LockOwner = { host: hostname(), pid: process.pid, since: new Date().toISOString() };
  ftruncateSync(file);
  writeSync(file, JSON.stringify(owner));
  let isReleased = false;
  const state = () => {
    if (isReleased) return 'missing';
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) return 'missing';
    return isSame(found, fstatSync(file)) && isOwner(ownerIn(file), owner) ? 'held' : 'replaced';
  };
  const lock: FileLock = {
    path,
    owner,
    state,
    release() {
      if (isReleased) return;
      // While it is still locked: whoever opened it meanwhile finds that it is gone and makes another.
      if (state() === 'held') rmSync(path, { force: true });
      isReleased = true;
      open.delete(lock);
      closeSync(file);
    },
  };
  if (!isWatchingExit) process.once('exit', releaseAll);
  isWatchingExit = true;
  open.add(lock);
  return lock;
}

function releaseAll(): void {
  for (const lock of open) lock.release();
}

function isAt(path: string, file: number): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && isSame(found, fstatSync(file));
}

function isSame(a: { dev: number; ino: number }, b: { dev: number; ino: number }): boolean {
  return a.dev === b.dev && a.ino === b.ino;
}

function isOwner(a: LockOwner | undefined, b: LockOwner): boolean {
  return a?.host === b.host && a.pid === b.pid && a.since === b.since;
}

/** Undefined for a file that was just made, or is none of a lock. */
function ownerIn(file: number): LockOwner | undefined {
  const bytes = Buffer.alloc(ownerBytes);
  const length = readSync(file, bytes, 0, ownerBytes, 0);
  try {
    const { host, pid, since } = JSON.parse(bytes.toString('utf8', 0, length)) as Partial<LockOwner>;
    if (typeof host !== 'string' || typeof pid !== 'number') return undefined;
    return { host, pid, since: String(since) };
  } catch {
    return undefined;
  }
}

/** Such as `process 12 of laptop, since 2026-01-31T10:00:00.000Z`. */
export function ownerInWords(owner: LockOwner | undefined): string {
  return owner ? `process ${owner.pid} of ${owner.host}, since ${owner.since}` : 'another process';
}
