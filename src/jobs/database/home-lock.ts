import { readFileSync, rmSync, utimesSync } from 'node:fs';
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ConflictError } from '../../core/errors.js';
import { isAlive } from '../../core/processes.js';

/** The owner touches its lock so often, and one that was not touched for so long has no owner. */
const touchMilliseconds = 5_000;
const staleMilliseconds = 30_000;

/** Longer than it takes from finding an owner dead to removing its lock. */
const confirmMilliseconds = 250;

export interface HomeLock {
  release(): void;
}

/** Locks that this process has. */
const own = new Set<string>();

interface Owner {
  host: string;
  pid: number;
}

/**
 * Makes this process the one that may open the embedded database of a home. The lock is a file that names its owner; that of a
 * process which was killed is taken over.
 * @throws ConflictError when another process has it.
 */
export async function lockHome(home: string): Promise<HomeLock> {
  const path = join(home, 'database.lock');
  await mkdir(home, { recursive: true });
  const me: Owner = { host: hostname(), pid: process.pid };
  const content = JSON.stringify(me);
  if (own.has(path)) throw inUse(home, me);
  own.add(path);
  try {
    await take(path, content, home);
  } catch (error) {
    own.delete(path);
    throw error;
  }
  const touching = setInterval(() => touch(path), touchMilliseconds).unref();
  const release = () => {
    clearInterval(touching);
    process.off('exit', release);
    own.delete(path);
    if (contentOf(path) === content) rmSync(path, { force: true });
  };
  process.once('exit', release);
  return { release };
}

async function take(path: string, content: string, home: string): Promise<void> {
  for (let attempt = 0; attempt < 10; attempt++) {
    if (await create(path, content)) {
      if (attempt === 0) return;
      // Another process that found the same dead owner may have removed this file in place of that one.
      await wait(confirmMilliseconds);
      if (contentOf(path) === content) return;
      continue;
    }
    const owner = await livingOwner(path);
    if (owner) throw inUse(home, owner);
    await rm(path, { force: true });
  }
  throw inUse(home);
}

async function create(path: string, content: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(content);
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Whose lock it is, unless that process is gone. */
async function livingOwner(path: string): Promise<Partial<Owner> | undefined> {
  const status = await stat(path).catch(() => undefined);
  if (!status || Date.now() - status.mtimeMs > staleMilliseconds) return undefined;
  const owner = parse(await readFile(path, 'utf8').catch(() => ''));
  // An owner that has just made the file and not yet written its name.
  if (owner.pid === undefined) return owner;
  const isHere = owner.host === hostname();
  // After a restart in a container a process may have the number of the one before it.
  if (isHere && (owner.pid === process.pid || !isAlive(owner.pid))) return undefined;
  return owner;
}

function parse(text: string): Partial<Owner> {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    return {};
  }
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // The home was removed: there is nothing left to guard.
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function inUse(home: string, owner?: Partial<Owner>): ConflictError {
  const who = owner?.pid === undefined ? 'another process' : `process ${owner.pid} on ${owner.host}`;
  return new ConflictError(
    `The jobs in ${home} belong to ${who}: one server alone may open the embedded database.`,
    {
      hint: 'End that server, set SEXTANT_HOME to another folder, or set DATABASE_URL to share a PostgreSQL server.',
    },
  );
}
