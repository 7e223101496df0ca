import { type link, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ConflictError, DamagedFileError } from '../../core/errors.js';
import { JobStore } from '../store/job-store.js';
import type { Database } from './database.js';
import { openEmbedded } from './embedded.js';
import { ForeignHomeError } from './foreign-home.js';
import { databaseInWords, readHomeIdentity, writeHomeIdentity } from './home-identity.js';
import { checkHome, joinHome } from './home-owner.js';

/* On a real database, the embedded one, which stands in for those of several homes. */

let folder: string;
let database: Database;
let home: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-owner-'));
  database = await openEmbedded(join(folder, 'database'));
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  home = await mkdtemp(join(folder, 'home-'));
});
afterEach(() => database.executeSql('DROP SCHEMA IF EXISTS sextant CASCADE'));

const url = 'postgres://user:secret@db.example:5433/jobs?sslmode=require';
const somewhere = 'PostgreSQL db.example:5433/jobs';
const jobs = ['01JZZZZZZZZZZZZZZZZZZZZZZ0', '01JZZZZZZZZZZZZZZZZZZZZZZ1'];
const otherId = '11111111-2222-4333-8444-555555555555';

async function addFolders(): Promise<void> {
  for (const id of jobs) {
    await mkdir(join(home, 'jobs', id), { recursive: true });
    await writeFile(join(home, 'jobs', id, 'result.csv'), 'x');
  }
}

const newJob = (id: string) => ({
  ...{ id, kind: 'batch', scenario: 'test/tiny', request: {}, fingerprint: 'f', stage: 'plan' },
  kind: 'batch' as const,
});

const written = async () => JSON.parse(await readFile(join(home, 'database.json'), 'utf8')) as unknown;
const schemas = async () =>
  (await database.executeSql(`SELECT FROM pg_namespace WHERE nspname = 'sextant'`)).rows.length;

describe('a home', () => {
  it('belongs to the first database that is opened for it, and to this one from then on', async () => {
    await joinHome(database, { home, databaseUrl: url });
    const identity = { format: 1, id: expect.stringMatching(/^[0-9a-f-]{36}$/), where: somewhere };
    expect(await written()).toEqual(identity);
    expect(await readdir(home)).toEqual(['database.json']);
    const before = await written();
    // Also under another name.
    await joinHome(database, { home, databaseUrl: 'postgres://other-name/jobs' });
    expect(await written()).toEqual(before);
  });

  it('of two databases that are opened at once belongs to one', async () => {
    const owners = [1, 2, 3].map((n) =>
      writeHomeIdentity(home, { id: otherId.replace('1', String(n)), where: `${n}` }),
    );
    const found = await Promise.all(owners);
    expect(new Set(found.map(({ id }) => id)).size).toBe(1);
    expect(await readHomeIdentity(home)).toEqual(found[0]);
  });

  it('on a file system without hard links is marked, too, and once', async () => {
    const none: typeof link = () => Promise.reject(Object.assign(new Error('none'), { code: 'EPERM' }));
    for (const where of ['first', 'second']) await writeHomeIdentity(home, { id: otherId, where }, none);
    expect(await readHomeIdentity(home)).toEqual({ id: otherId, where: 'first' });
    expect(await readdir(home)).toEqual(['database.json']);
  });

  it('of another database is refused by the names of both; that database is not written to', async () => {
    await writeHomeIdentity(home, { id: otherId, where: 'PostgreSQL right/jobs' });
    const refused = joinHome(database, { home, databaseUrl: url });
    await expect(refused).rejects.toThrow(ForeignHomeError);
    await expect(refused).rejects.toMatchObject({
      message: expect.stringMatching(
        /belongs to PostgreSQL right\/jobs; this process found PostgreSQL db\.example:5433\/jobs/,
      ),
      details: [{ expected: `PostgreSQL right/jobs, ${otherId}` }],
      hint: expect.stringContaining('DATABASE_URL'),
    });
    expect(await schemas()).toBe(0);
  });

  it.each([
    ['an embedded database, when a URL is given', 'the embedded database', url, 'Unset DATABASE_URL'],
    ['a PostgreSQL server, when none is given', somewhere, undefined, `Set DATABASE_URL to ${somewhere}`],
    ['an embedded database that is not there any more', 'the embedded database', undefined, 'from a backup'],
  ])('of %s, is refused before anything is opened', async (_what, where, databaseUrl, hint) => {
    await writeHomeIdentity(home, { id: otherId, where });
    const refused = checkHome({ home, databaseUrl });
    await expect(refused).rejects.toThrow(ForeignHomeError);
    await expect(refused).rejects.toMatchObject({ hint: expect.stringContaining(hint) });
    expect(await readdir(home)).toEqual(['database.json']);
  });

  it('is not refused before when the database may be the right one', async () => {
    await checkHome({ home });
    await writeHomeIdentity(home, { id: otherId, where: somewhere });
    await checkHome({ home, databaseUrl: url });
    await rm(join(home, 'database.json'));
    await writeHomeIdentity(home, { id: otherId, where: 'the embedded database' });
    await mkdir(join(home, 'database'));
    await writeFile(join(home, 'database', 'PG_VERSION'), '17');
    await checkHome({ home });
  });

  describe('of an earlier version, which does not say whose it is,', () => {
    it('is refused to a database that knows none of its jobs, and to a new one', async () => {
      await addFolders();
      for (const prepare of [() => undefined, () => joinHome(database, { home: join(home, '..') })]) {
        await prepare();
        const refused = joinHome(database, { home, databaseUrl: url });
        await expect(refused).rejects.toThrow(/knows none of the jobs in/);
        await expect(refused).rejects.toThrow(ForeignHomeError);
      }
      await expect(checkHome({ home })).rejects.toThrow(/a new embedded database knows none/);
      await checkHome({ home, databaseUrl: url });
      expect((await readdir(join(home, 'jobs'))).sort()).toEqual(jobs);
      expect(await readdir(home)).toEqual(['jobs']);
      await rm(join(home, '..', 'database.json'));
    });

    it('goes to the database that knows one of its jobs', async () => {
      await joinHome(database, { home });
      await new JobStore(database).add(newJob(jobs[1]), 10);
      await rm(join(home, 'database.json'));
      await addFolders();
      await joinHome(database, { home, databaseUrl: url });
      expect(await written()).toMatchObject({ where: somewhere });
    });

    it('goes to any database when it holds no job', async () => {
      await mkdir(join(home, 'jobs', '.arriving-host-1-01234567'), { recursive: true });
      await writeFile(join(home, 'jobs', 'notes'), 'mine');
      await joinHome(database, { home, databaseUrl: url });
      expect(await written()).toMatchObject({ where: somewhere });
    });
  });
});

describe('the file that says whose a home is', () => {
  it.each([
    ['cut', '{"format": 1, "id": "1111', DamagedFileError],
    ['of something else', '{"format": 1}', DamagedFileError],
    ['empty', '', DamagedFileError],
    ['of a later version', '{"format": 2}', ConflictError],
  ])('that is %s is an error that names it, and stays', async (_what, text, kind) => {
    await writeFile(join(home, 'database.json'), text);
    await expect(checkHome({ home })).rejects.toThrow(kind);
    await expect(checkHome({ home })).rejects.toThrow(join(home, 'database.json'));
    expect(await readFile(join(home, 'database.json'), 'utf8')).toBe(text);
  });
});

it.each([
  [undefined, 'the embedded database'],
  [url, somewhere],
  ['postgres://user:secret@/jobs?host=/var/run/postgresql', 'PostgreSQL /var/run/postgresql/jobs'],
  ['postgresql:///jobs', 'PostgreSQL localhost/jobs'],
])('a database is named in words without a password: %s', (given, words) => {
  expect(databaseInWords(given)).toBe(words);
});
