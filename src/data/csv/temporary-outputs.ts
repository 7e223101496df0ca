import { randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

const dayInMilliseconds = 24 * 60 * 60 * 1000;
const thisHost = hostname().replace(/[^A-Za-z0-9]+/g, '-');
const writerForm = /^([A-Za-z0-9-]*)-(\d+)-[0-9a-f]{8}\.tmp$/;

/** A name beside `path` that says who writes it, so that others can tell when its writer is gone. */
export function temporaryOutput(path: string): string {
  return `${path}.${thisHost}-${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
}

/**
 * Remove what killed runs left of `path`: unfinished outputs of a dead process of this machine, and those that nobody has
 * touched for a day (another machine's processes cannot be asked). A run that still writes keeps its file.
 */
export async function removeStaleOutputs(path: string, now = new Date()): Promise<void> {
  const folder = dirname(path);
  const prefix = `${basename(path)}.`;
  for (const name of await readdir(folder)) {
    const writer = name.startsWith(prefix) ? writerForm.exec(name.slice(prefix.length)) : null;
    if (!writer) continue;
    const left = join(folder, name);
    const isDead = writer[1] === thisHost && !isAlive(Number(writer[2]));
    // Whoever removes it first: a file that is gone is no failure.
    if (isDead || (await isOld(left, now))) await rm(left, { force: true });
  }
}

async function isOld(path: string, now: Date): Promise<boolean> {
  const status = await stat(path).catch(() => undefined);
  return status !== undefined && now.getTime() - status.mtimeMs > dayInMilliseconds;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives under another user.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
