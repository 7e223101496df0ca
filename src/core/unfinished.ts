import { randomBytes } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isAlive } from './processes.js';

const thisHost = hostname().replace(/[^A-Za-z0-9]+/g, '-');
const form = /^\.([a-z]+)-(.*)-(\d+)-[0-9a-f]{8}$/;

/** The process that writes something, as the name of what it writes says. */
export interface Writer {
  /** What it does, such as `publishing`. */
  doing: string;
  host: string;
  pid: number;
}

/**
 * A name for what is being written: it says who is writing it, and nothing that is finished can have it.
 * @param doing lower-case letters, such as `publishing`
 */
export function unfinishedName(doing: string): string {
  return `.${doing}-${thisHost}-${process.pid}-${randomBytes(4).toString('hex')}`;
}

/** Who writes what has this name; undefined for any other name. */
export function writerOf(name: string): Writer | undefined {
  const match = form.exec(name);
  return match ? { doing: match[1], host: match[2], pid: Number(match[3]) } : undefined;
}

/** Whether that process is known to be gone; another machine's cannot be asked. */
export function isGone({ host, pid }: Writer): boolean {
  return host === thisHost && !isAlive(pid);
}

/** When a file, or a folder or what lies in it, was last written to, in milliseconds; undefined when it is not there. */
export async function lastWritten(path: string): Promise<number | undefined> {
  const names = await readdir(path).catch(() => []);
  const paths = [path, ...names.map((name) => join(path, name))];
  const times = await Promise.all(
    paths.map((one) =>
      stat(one).then(
        ({ mtimeMs }) => mtimeMs,
        () => -Infinity,
      ),
    ),
  );
  const last = Math.max(...times);
  return last === -Infinity ? undefined : last;
}
