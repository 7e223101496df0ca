import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach } from '@jest/globals';
import { readConfiguration } from '../core/configuration.js';
import { ModelRegistry } from '../registry/model-registry.js';
import type { BackupSummary } from './format.js';
import { readTar } from './tar-reading.js';
import { tarEnd, tarHeader, tarPadding } from './tar-writing.js';
import { writeBackup } from './write-backup.js';

export const scenario = 'finance/credit-scoring';
export const now = new Date('2026-02-03T04:05:06.000Z');

/** A folder of its own for each test, with a home that has two versions, an original and keys. */
export let root: string;
export let home: string;

/** To be called once by each file of tests that saves homes. */
export function useHome(): void {
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'sextant-backup-'));
    home = join(root, 'home');
    const registry = new ModelRegistry(home, { now: () => now });
    for (const seed of [1, 2]) {
      const files = { 'model.json': `{"seed":${seed}}`, 'weights.bin': new Uint8Array(3000).fill(seed) };
      const { version } = await registry.publish(scenario, files, { seed });
      await registry.promote(scenario, version, 'a test');
    }
    await put('datasets/german-credit/original/german.data', 'A11 6 A34\n'.repeat(9000));
    await put('access/keys', '{"id":"12345678"}\n');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));
}

export async function put(path: string, content: string | Uint8Array, base = home): Promise<void> {
  await mkdir(dirname(join(base, path)), { recursive: true });
  await writeFile(join(base, path), content);
}

/** Save the home as a process with this environment would. */
export function save(
  file = join(root, 'b.tar.gz'),
  environment: Record<string, string> = {},
): Promise<BackupSummary> {
  const configuration = readConfiguration({ SEXTANT_HOME: home, ...environment });
  return writeBackup({ configuration, file, clock: { now: () => now } });
}

/** Every file below a folder with its bytes, and every folder with nothing. */
export async function everythingIn(folder: string): Promise<Record<string, string | null>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = entries.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    const content = entry.isDirectory() ? null : (await readFile(path)).toString('base64');
    return [path.slice(folder.length + 1), content] as const;
  });
  return Object.fromEntries((await Promise.all(found)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What an archive holds, in its order. */
export async function entriesOf(file: string): Promise<{ path: string; kind: string; content: Buffer }[]> {
  const entries: { path: string; kind: string; content: Buffer }[] = [];
  for await (const { path, kind, content } of readTar(pieces(gunzipSync(await readFile(file))))) {
    const read: Buffer[] = [];
    for await (const piece of content) read.push(piece);
    entries.push({ path, kind, content: Buffer.concat(read) });
  }
  return entries;
}

/** An archive of entries in this order; one without content is a folder. */
export function archive(entries: readonly { path: string; content?: string | Buffer }[]): Buffer {
  const blocks = entries.flatMap(({ path, content }) => {
    if (content === undefined) return [tarHeader({ path, size: 0, type: 'Directory', time: now })];
    const bytes = Buffer.from(content as string);
    return [
      tarHeader({ path, size: bytes.length, type: 'File', time: now }),
      bytes,
      tarPadding(bytes.length),
    ];
  });
  return gzipSync(Buffer.concat([...blocks, tarEnd]));
}

/** Bytes as a stream brings them, in pieces of odd sizes. */
export async function* pieces(bytes: Buffer, size = 700): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}
