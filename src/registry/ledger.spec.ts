import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DamagedFileError } from '../core/errors.js';
import { Ledger, type LedgerEvent } from './ledger.js';

const time = '2026-01-02T03:04:05.000Z';
const promoted = (version: number): LedgerEvent => ({ time, event: 'promoted', version, reason: 'better' });
const rolledBack = (version: number): LedgerEvent => ({ time, event: 'rolled-back', version });

describe('the ledger', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sextant-ledger-'));
    path = join(folder, 'deep', 'ledger.jsonl');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('keeps events in order, one line each', async () => {
    const ledger = new Ledger(path);
    expect(await ledger.read()).toEqual({ events: [], unreadableLines: [] });
    await ledger.append(promoted(1));
    await ledger.append(rolledBack(1));
    expect(await ledger.read()).toEqual({ events: [promoted(1), rolledBack(1)], unreadableLines: [] });
    expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(3);
  });

  it('tolerates a torn last line at any byte, says which it is, and keeps what is appended after it', async () => {
    const ledger = new Ledger(path);
    await ledger.append(promoted(1));
    const { length: first } = await readFile(path);
    await ledger.append(promoted(2));
    const { length: whole } = await readFile(path);
    // Without its line feed the last line is still complete, hence -2.
    for (let size = whole - 2; size > first; size -= 7) {
      await truncate(path, size);
      expect(await ledger.read()).toEqual({ events: [promoted(1)], unreadableLines: [2] });
    }
    await ledger.append(promoted(3));
    expect(await ledger.read()).toEqual({ events: [promoted(1), promoted(3)], unreadableLines: [2] });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['a folder', () => mkdir(path, { recursive: true })],
    ['a circle of links', () => mkdir(join(folder, 'deep')).then(() => symlink(path, path))],
    ['a file in the place of its folder', () => writeFile(join(folder, 'deep'), '')],
    ['a pipe', () => mkdir(join(folder, 'deep')).then(() => execFileSync('mkfifo', [path]))],
  ])('that is %s is damaged, and the message does not say where it lies', async (_, damage) => {
    await damage();
    const reading = new Ledger(path, 'The ledger of a/b').read();
    await expect(reading).rejects.toThrow(DamagedFileError);
    await expect(reading).rejects.toThrow(/^The ledger of a\/b cannot be read: [^/]*\.$/);
    await expect(reading).rejects.toMatchObject({ path, hint: expect.stringContaining('backup') });
  });

  it('reports lines that are no events', async () => {
    const ledger = new Ledger(path);
    await ledger.append(promoted(1));
    await appendFile(path, '{"event":"promoted","version":-1}\n\0\0\0\n');
    expect((await ledger.read()).unreadableLines).toEqual([2, 3]);
  });
});
