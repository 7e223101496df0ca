import { appendFile, mkdtemp, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { earlierChampions, Ledger, type LedgerEvent } from './ledger.js';

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

  it('reports lines that are no events', async () => {
    const ledger = new Ledger(path);
    await ledger.append(promoted(1));
    await appendFile(path, '{"event":"promoted","version":-1}\n\0\0\0\n');
    expect((await ledger.read()).unreadableLines).toEqual([2, 3]);
  });
});

describe('earlier champions', () => {
  it.each<[string, LedgerEvent[], number | undefined, number[]]>([
    ['none before the first', [promoted(1)], 1, []],
    ['newest first', [promoted(1), promoted(2), promoted(5)], 5, [2, 1]],
    ['a rollback takes the later ones away', [promoted(1), promoted(2), promoted(3), rolledBack(2)], 2, [1]],
    ['two rollbacks', [promoted(1), promoted(2), promoted(3), rolledBack(2), rolledBack(1)], 1, []],
    ['a promotion after a rollback', [promoted(1), promoted(2), rolledBack(1), promoted(3)], 3, [1]],
    ['promoted twice', [promoted(1), promoted(2), promoted(1)], 1, [2]],
    ['an alias that never moved', [promoted(1), promoted(2)], 1, []],
    ['an unknown champion', [promoted(1), promoted(2)], 7, [2, 1]],
    ['an unreadable alias', [promoted(1), promoted(2)], undefined, [2, 1]],
    ['publications do not count', [{ time, event: 'published', version: 9 }, promoted(1)], 1, []],
  ])('%s', (_name, events, current, expected) => {
    expect(earlierChampions(events, current)).toEqual(expected);
  });
});
