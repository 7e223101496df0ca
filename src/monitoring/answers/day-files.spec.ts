import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFile, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DamagedFileError } from '../../core/errors.js';
import type { AnswerRecord } from './answer-record.js';
import { appendRecords, listDays, readRecords, removeDaysBefore, removeRecords } from './day-files.js';
import { keyPath, openHasher } from './installation-key.js';
import { alone } from './scenario-lock.js';

let home: string;
beforeEach(async () => (home = await mkdtemp(join(tmpdir(), 'sextant-answers-'))));
afterEach(() => rm(home, { recursive: true, force: true }));

function answer(id: string, day = '2026-03-01'): AnswerRecord {
  return {
    id,
    at: `${day}T10:00:00.000Z`,
    version: 1,
    prediction: { label: 'bad', probability: 0.4 },
    inDomain: true,
    warnings: [],
  };
}

const day = '2026-03-01';

async function idsIn(folder: string): Promise<string[]> {
  const ids: string[] = [];
  for (const { path } of await listDays(folder, { kind: 'answers' }))
    for await (const { id } of readRecords(path, 'answers')) ids.push(id);
  return ids;
}

describe('files of a day', () => {
  it('are read as they were written, by their owner only', async () => {
    const folder = join(home, 'finance', 'scoring');
    await appendRecords(folder, { day, kind: 'answers' }, [answer('A')]);
    await appendRecords(folder, { day, kind: 'answers' }, [answer('B')]);
    expect(await idsIn(folder)).toEqual(['A', 'B']);
    const [{ path }] = await listDays(folder);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('lose a last line that a killed process tore, and nothing else', async () => {
    await appendRecords(home, { day, kind: 'answers' }, [answer('A'), answer('B')]);
    const [{ path }] = await listDays(home);
    const text = await readFile(path, 'utf8');
    const torn = JSON.stringify(answer('C'));
    for (const length of [1, 20, torn.length - 1]) {
      await rm(path);
      await appendFile(path, text + torn.slice(0, length));
      expect(await idsIn(home)).toEqual(['A', 'B']);
    }
  });

  it('are refused where a line before the last is no record', async () => {
    await appendRecords(home, { day, kind: 'answers' }, [answer('A')]);
    const [{ path }] = await listDays(home);
    await appendFile(path, '{"id": 3}\n');
    await appendRecords(home, { day, kind: 'answers' }, [answer('B')]);
    await expect(idsIn(home)).rejects.toThrow(DamagedFileError);
  });

  it('are removed by the day', async () => {
    for (const one of ['2026-01-01', '2026-01-02', '2026-01-03'])
      await appendRecords(home, { day: one, kind: 'answers' }, [answer(one, one)]);
    expect(await removeDaysBefore(home, '2026-01-02', new Date())).toBe(1);
    expect(await idsIn(home)).toEqual(['2026-01-02', '2026-01-03']);
  });

  it('lose a record for good, torn lines with it', async () => {
    await appendRecords(home, { day, kind: 'answers' }, [answer('A'), answer('B')]);
    const [{ path }] = await listDays(home);
    await appendFile(path, '{"id":"C"');
    expect(await removeRecords(path, 'answers', ({ id }) => id === 'A')).toBe(1);
    expect(await readFile(path, 'utf8')).toBe(`${JSON.stringify(answer('B'))}\n`);
    expect(await removeRecords(path, 'answers', ({ id }) => id === 'B')).toBe(1);
    expect(await readdir(home)).toEqual([]);
  });

  it('keep every line where some append while others remove', async () => {
    const adding = Array.from({ length: 40 }, (_, i) =>
      alone(home, () => appendRecords(home, { day, kind: 'answers' }, [answer(`A${i}`)])),
    );
    const removing = Array.from({ length: 40 }, (_, i) =>
      alone(home, async () => {
        for (const { path } of await listDays(home, { kind: 'answers' }))
          await removeRecords(path, 'answers', ({ id }) => id === `A${i}` && i % 2 === 0);
      }),
    );
    await Promise.all([...adding, ...removing]);
    const odd = Array.from({ length: 20 }, (_, i) => `A${2 * i + 1}`);
    expect((await idsIn(home)).filter((id) => Number(id.slice(1)) % 2 === 1).sort()).toEqual(odd.sort());
  });
});

describe('the key of an installation', () => {
  it('is made once, for its owner, and hides values by column', async () => {
    const [first, second] = await Promise.all([openHasher(home), openHasher(home)]);
    expect(first('customer', 'C-17')).toBe(second('customer', ' C-17 '));
    expect(first('customer', 17)).toBe(first('customer', '17'));
    expect(first('customer', 'C-17')).not.toBe(first('account', 'C-17'));
    expect(first('customer', 'C-17')).toMatch(/^[\w-]{43}$/);
    expect((await stat(keyPath(home))).mode & 0o777).toBe(0o600);
    const again = await openHasher(home);
    expect(again('customer', 'C-17')).toBe(first('customer', 'C-17'));
  });

  it('differs from one installation to the next', async () => {
    const other = await openHasher(join(home, 'other'));
    expect(other('customer', 'C-17')).not.toBe((await openHasher(home))('customer', 'C-17'));
  });

  it('is HMAC-SHA-256 of column and value', async () => {
    const { writeFile, mkdir } = await import('node:fs/promises');
    await mkdir(join(home, 'answers'));
    await writeFile(keyPath(home), '00'.repeat(32));
    // python3: hmac.new(bytes(32), b'["customer","C-17"]', 'sha256').digest(), base64url
    expect((await openHasher(home))('customer', 'C-17')).toBe('pyyz33mK39OvXG0O6DluScjYRP9sne0f38C2cpCGdLk');
  });
});
