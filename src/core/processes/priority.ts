import { readdirSync, readlinkSync } from 'node:fs';
import { platform, setPriority } from 'node:os';
import { basename } from 'node:path';

/** The niceness of work that yields: where a core is contended it gets about a tenth of what others get. */
export const backgroundNiceness = 10;

/** What the system calls the thread that asks; undefined where threads have no niceness of their own, as on all but Linux. */
export function ownThreadId(): number | undefined {
  return platform() === 'linux' ? Number(basename(readlinkSync('/proc/thread-self'))) : undefined;
}

/**
 * Let a thread of this process yield to others from now on (setpriority(2) takes threads on Linux). It cannot be taken back without
 * privileges. One that is gone need not yield.
 */
export function yieldThread(id: number): void {
  unlessGone(() => setPriority(id, backgroundNiceness));
}

/** The same for a process with all its threads, which on Linux are each asked for. */
export function yieldProcess(pid: number): void {
  unlessGone(() => {
    const threads = platform() === 'linux' ? readdirSync(`/proc/${pid}/task`).map(Number) : [pid];
    for (const id of threads) setPriority(id, backgroundNiceness);
  });
}

function unlessGone(act: () => void): void {
  try {
    act();
  } catch (error) {
    const { code, info } = error as NodeJS.ErrnoException & { info?: { code?: string } };
    if (![code, info?.code].some((name) => name === 'ESRCH' || name === 'ENOENT')) throw error;
  }
}
