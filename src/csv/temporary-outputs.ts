import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isGone, isOfThisMachine, newWriter, readWriter } from '../core/files/unfinished.js';

const dayInMilliseconds = 24 * 60 * 60 * 1000;
const unfinishedForm = /^([A-Za-z0-9-]+)\.(?:tmp|progress|progress\.new)$/;

/** The name beside `path` under which a writer keeps what is not finished. */
export function temporaryOutput(path: string, writer = newWriter()): string {
  return `${path}.${writer}.tmp`;
}

/** The name beside `path` under which a writer keeps how far it is. */
export function progressFile(path: string, writer: string): string {
  return `${path}.${writer}.progress`;
}

/** How much is known of other writers of an output. */
export interface Others {
  /** A lock keeps every other writer of this machine away: what is there was left, also where the number of its process lives again. */
  alone?: boolean;
  /** A writer whose files are wanted. */
  but?: string;
}

/** Writers of `path` that are gone and left how far they were. */
export async function writersLeft(path: string, others: Others = {}): Promise<string[]> {
  const found = await unfinishedOutputs(path, others).catch(() => []);
  return found
    .filter(({ name, isDead }) => isDead && name.endsWith('.progress'))
    .map(({ writer }) => writer)
    .sort();
}

/** Unfinished outputs that writers of `path` left who are gone. */
export async function outputsLeft(path: string, others: Others = {}): Promise<string[]> {
  const found = await unfinishedOutputs(path, others).catch(() => []);
  return found.filter(({ name, isDead }) => isDead && name.endsWith('.tmp')).map(({ file }) => file);
}

/**
 * Remove what killed runs left of `path`: unfinished outputs of a dead process of this machine, and those that nobody has
 * touched for a day (another machine's processes cannot be asked). A run that still writes keeps its file; so does what this user may
 * not remove, which is in nobody's way.
 */
export async function removeStaleOutputs(path: string, others: Others = {}, now = new Date()): Promise<void> {
  for (const { file, isDead } of await unfinishedOutputs(path, others)) {
    // Whoever removes it first: a file that is gone is no failure.
    if (isDead || (await isOld(file, now))) await rm(file, { force: true }).catch(() => undefined);
  }
}

interface Unfinished {
  name: string;
  file: string;
  writer: string;
  /** A process of this machine wrote it, and is gone. */
  isDead: boolean;
}

async function unfinishedOutputs(path: string, { alone = false, but }: Others): Promise<Unfinished[]> {
  const folder = dirname(path);
  const prefix = `${basename(path)}.`;
  return (await readdir(folder, { withFileTypes: true })).flatMap((entry) => {
    const { name } = entry;
    const writer = name.startsWith(prefix) ? unfinishedForm.exec(name.slice(prefix.length))?.[1] : undefined;
    const process = writer === undefined ? undefined : readWriter(writer);
    // Writers leave files: a folder or a link with such a name is somebody else's.
    if (writer === undefined || !process || writer === but || !entry.isFile()) return [];
    const isDead = alone ? isOfThisMachine(process) : isGone(process);
    return [{ name, file: join(folder, name), writer, isDead }];
  });
}

async function isOld(path: string, now: Date): Promise<boolean> {
  const status = await stat(path).catch(() => undefined);
  return status !== undefined && now.getTime() - status.mtimeMs > dayInMilliseconds;
}
