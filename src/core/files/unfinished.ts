import { randomBytes } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../processes/processes.js';

const thisHost = hostname().replace(/[^A-Za-z0-9]+/g, '-');
const writerForm = /^(.*)-(\d+)-[0-9a-f]{8}$/;
const nameForm = /^\.([a-z]+)-(.*)$/;

/** A process that writes something, as the name of what it writes says. */
export interface Writer {
  host: string;
  pid: number;
}

/** A text that says who writes, and that no other writer has. */
export function newWriter(): string {
  return `${thisHost}-${process.pid}-${randomBytes(4).toString('hex')}`;
}

/** Who that is; undefined for any other text. */
export function readWriter(text: string): Writer | undefined {
  const match = writerForm.exec(text);
  return match ? { host: match[1], pid: Number(match[2]) } : undefined;
}

/**
 * A name for what is being written: it says who is writing it, and nothing that is finished can have it.
 * @param doing lower-case letters, such as `publishing`
 */
export function unfinishedName(doing: string): string {
  return `.${doing}-${newWriter()}`;
}

/** Who writes what has this name, and what it does, such as `publishing`; undefined for any other name. */
export function writerOf(name: string): (Writer & { doing: string }) | undefined {
  const [, doing, writer] = nameForm.exec(name) ?? [];
  const found = writer === undefined ? undefined : readWriter(writer);
  return found && { doing, ...found };
}

export function isOfThisMachine({ host }: Writer): boolean {
  return host === thisHost;
}

/** Whether that process is known to be gone; another machine's cannot be asked. */
export function isGone(writer: Writer): boolean {
  return isOfThisMachine(writer) && !isAlive(writer.pid);
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
