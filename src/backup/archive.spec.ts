import { appendFile, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { archiveOf } from './archive.js';
import { now, root, useHome } from './backup.fixture.js';
import { backupFormat, type BackupHeader } from './format.js';
import type { HomeEntry } from './home-entries.js';

useHome();

const header: BackupHeader = {
  format: backupFormat,
  suite: '0.1.0',
  createdAt: now.toISOString(),
  jobs: 'none',
};
const mebibyte = 1024 ** 2;

async function* oneFile(from: string): AsyncGenerator<HomeEntry> {
  yield await Promise.resolve({ path: 'datasets/large.csv', kind: 'file', from });
}

/** Read the archive of one file, to which something happens when its first bytes were read. */
async function archiveWhile(happens: (path: string) => Promise<unknown>): Promise<number> {
  const path = join(root, 'large.csv');
  await writeFile(path, Buffer.alloc(mebibyte));
  let bytes = 0;
  let hasHappened = false;
  for await (const piece of archiveOf(header, oneFile(path), { folders: [], files: [], leftOut: [] })) {
    bytes += piece.length;
    const isOfFile = piece.length > 64 * 1024;
    if (isOfFile && !hasHappened) {
      hasHappened = true;
      await happens(path);
    }
  }
  expect(hasHappened).toBe(true);
  return bytes;
}

describe('a file that changes while it is read ends the backup:', () => {
  it.each<[string, (path: string) => Promise<unknown>]>([
    ['it grows', (path) => appendFile(path, 'x')],
    ['it is cut', (path) => truncate(path, 300 * 1024)],
    ['it is written anew', (path) => utimes(path, now, new Date(now.getTime() + 1000))],
  ])('%s', async (_, happens) => {
    await expect(archiveWhile(happens)).rejects.toThrow('changed while it was read');
  });
});

it('a file that is read meanwhile is saved whole', async () => {
  expect(await archiveWhile((path) => stat(path))).toBeGreaterThan(mebibyte);
});
