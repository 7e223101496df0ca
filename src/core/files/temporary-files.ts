import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isGone, newWriter, readWriter, type Writer } from './unfinished.js';

const dayInMilliseconds = 24 * 60 * 60 * 1000;
const temporaryForm = /\.([A-Za-z0-9-]*-\d+-[0-9a-f]{8})\.tmp$/;
/** Names of earlier versions say no machine. */
const earlierForm = /\.\d+-[0-9a-f]{8}\.tmp$/;

/** A name beside `path` that no other process uses, for writing before a rename. It says who writes. */
export function temporaryBeside(path: string): string {
  return `${path}.${newWriter()}.tmp`;
}

/** The writer in a name that {@link temporaryBeside} made, `unknown` in one of an earlier version; undefined for any other name. */
export function writerOfTemporary(name: string): Writer | 'unknown' | undefined {
  const writer = temporaryForm.exec(name)?.[1];
  if (writer !== undefined) return readWriter(writer);
  return earlierForm.test(name) ? 'unknown' : undefined;
}

/**
 * Whether what `writer` began will never be finished: its process on this machine is gone, or nobody has touched `path` for a day
 * (another machine's processes cannot be asked).
 */
async function isAbandoned(path: string, writer: Writer | 'unknown', now: Date): Promise<boolean> {
  if (writer !== 'unknown' && isGone(writer)) return true;
  // Without a status its writer finished or removed it just now.
  const status = await stat(path).catch(() => undefined);
  return status !== undefined && now.getTime() - status.mtimeMs > dayInMilliseconds;
}

/** @returns false when its writer may go on, and when it cannot be removed: what another user left is in nobody's way. */
export async function removeIfAbandoned(
  path: string,
  writer: Writer | 'unknown',
  now: Date,
): Promise<boolean> {
  if (!(await isAbandoned(path, writer, now))) return false;
  return rm(path, { recursive: true, force: true }).then(
    () => true,
    () => false,
  );
}

/**
 * Remove the temporary files in a folder whose writers are gone. A failure is no obstacle to whoever asks: they are in nobody's way.
 * @param of only those of this file name; absent: all.
 * @returns the paths that were removed.
 */
export async function removeAbandoned(folder: string, now: Date, of?: string): Promise<string[]> {
  const removed: string[] = [];
  for (const name of await readdir(folder).catch(() => [])) {
    const writer = writerOfTemporary(name);
    const isAsked = of === undefined || name.startsWith(`${of}.`);
    if (writer === undefined || !isAsked) continue;
    const path = join(folder, name);
    if (await removeIfAbandoned(path, writer, now)) removed.push(path);
  }
  return removed;
}

/** Remove what killed writers of this very file left beside it. */
export async function removeAbandonedBeside(path: string, now = new Date()): Promise<void> {
  await removeAbandoned(dirname(path), now, basename(path));
}
