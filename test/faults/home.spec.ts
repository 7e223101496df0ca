import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { csvOf, tinyRows } from '../../src/training/training.fixture.js';
import { JobProcessHere, JobServer, startJobServer } from '../end-to-end/jobs.fixture.js';
import { openTinySuite, tinyId, type TinySuite } from '../end-to-end/tiny-suite.fixture.js';
import { missingPostgres, startPostgres, type PostgresHere } from './postgres.fixture.js';

/* Homes that another process or another database is after, and databases that are damaged. What was accepted must stay. */

const csv = csvOf(tinyRows(50, 3));

let tiny: TinySuite;
let umask: number;
beforeAll(async () => {
  umask = process.umask(0o022);
  tiny = await openTinySuite();
});
afterAll(async () => {
  process.umask(umask);
  await tiny.remove();
});

const running: JobProcessHere[] = [];
const track = <Process extends JobProcessHere>(process: Process): Process => {
  running.push(process);
  return process;
};
afterEach(async () => {
  await Promise.all(running.splice(0).map((process) => process.end('SIGKILL')));
});

/** A home with a model and nothing else. */
async function newHome(): Promise<string> {
  const home = await mkdtemp(join(tiny.root, 'home-'));
  await cp(join(tiny.root, 'home', 'models'), join(home, 'models'), { recursive: true });
  return home;
}

const settings = (home: string, changes: Record<string, string> = {}) => ({
  ...tiny.environment,
  SEXTANT_HOME: home,
  SEXTANT_JOB_WORKERS: '1',
  ...changes,
});
const serve = async (home: string, changes?: Record<string, string>) =>
  track(await startJobServer(settings(home, changes)));

/** A server or worker that must end by itself, with status 1 and one clear error. @returns what it said */
async function refused(
  command: 'serve' | 'worker',
  home: string,
  changes?: Record<string, string>,
): Promise<string> {
  const process = track(new JobProcessHere(command, settings(home, changes)));
  expect(await process.status()).toBe(1);
  expect(process.log).toContain('\nhint: ');
  return process.log;
}

async function batch(server: JobServer): Promise<string> {
  const id = await server.order(tinyId, csv);
  expect((await server.ended(id)).at(-1)).toMatchObject({ type: 'succeeded' });
  return id;
}

/** Every file of the results, and what it holds, when the tables have been removed: that follows what is told of a job's end. */
async function results(home: string): Promise<Record<string, string>> {
  const files = await readdir(join(home, 'jobs'), { recursive: true, withFileTypes: true });
  if (files.some(({ name }) => name === 'input.csv')) {
    await wait(20);
    return results(home);
  }
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, await readFile(path, 'utf8')] as const)),
  );
}

describe('the files of a server', () => {
  it("that trained and scored are its user's alone, whatever the umask", async () => {
    const home = join(tiny.root, 'made', 'home');
    const server = track(new JobServer(settings(home)));
    await server.says('jobs are ready');
    const trained = await server.fetch(`/v1/${tinyId}/train`, { method: 'POST' });
    await server.ended(((await trained.json()) as { id: string }).id);
    await batch(server);
    const open: string[] = [];
    const entries = ['', ...(await readdir(home, { recursive: true }))];
    for (const entry of entries) {
      const { mode } = await stat(join(home, entry));
      if ((mode & 0o077) !== 0) open.push(`${entry} ${(mode & 0o777).toString(8)}`);
    }
    expect(open).toEqual([]);
    for (const part of [
      'database/PG_VERSION',
      'database.lock',
      'database.json',
      `models/${tinyId}/1/manifest.json`,
    ]) {
      expect(entries).toContain(part);
    }
    expect(entries.filter((entry) => /^jobs\/.*\/result\.csv$/.test(entry))).toHaveLength(1);
    expect(server.log).not.toMatch(/WARN|ERROR/);
    expect(await server.end()).toBe(0);
  });

  it('in a home that others can look into are closed, and the log says so of the home', async () => {
    const home = await newHome();
    execFileSync('chmod', ['-R', 'go+rX', home]);
    const server = await serve(home);
    expect(server.log).toContain(`can look into ${home}`);
    expect((await stat(home)).mode & 0o077).toBe(0o055);
    for (const name of ['models', 'database']) expect((await stat(join(home, name))).mode & 0o077).toBe(0);
  });
});

describe('a server on the embedded database', () => {
  it('that is stopped keeps its home, and goes on afterwards', async () => {
    const home = await newHome();
    const server = await serve(home);
    server.child.kill('SIGSTOP');
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(join(home, 'database.lock'), longAgo, longAgo);
    const log = await refused('serve', home);
    expect(log).toContain(`belong to process ${server.child.pid} of`);
    expect(log).not.toContain('listening');
    server.child.kill('SIGCONT');
    await batch(server);
    expect(await server.end()).toBe(0);
  });

  it('whose lock another has taken ends with status 1 and writes nothing more', async () => {
    const home = await newHome();
    const server = await serve(home);
    const id = await batch(server);
    const other = JSON.stringify({ host: 'elsewhere', pid: 1, since: 'then' });
    await writeFile(join(home, 'taken'), other);
    await rename(join(home, 'taken'), join(home, 'database.lock'));
    expect(await server.status()).toBe(1);
    expect(server.log).toMatch(/error: The lock of the jobs in .* was taken by process 1 of elsewhere/);
    expect(await readFile(join(home, 'database.lock'), 'utf8')).toBe(other);
    await rm(join(home, 'database.lock'));
    const next = await serve(home);
    expect(await next.text(`/v1/jobs/${id}/result`)).toContain('prediction');
  });

  it('whose database folder is damaged touches nothing, says which it is, and goes on when it is put right', async () => {
    const home = await newHome();
    const first = await serve(home);
    const id = await batch(first);
    await first.end();
    const before = await results(home);
    expect(Object.keys(before)).not.toEqual([]);
    await rename(join(home, 'database', 'PG_VERSION'), join(home, 'away'));
    const damaged = (await readdir(join(home, 'database'), { recursive: true })).sort();
    const server = track(new JobServer(settings(home)));
    await server.says('the jobs cannot be opened');
    expect(server.log).toContain(`${join(home, 'database')} holds no database that can be opened`);
    const answer = await server.fetch(`/v1/jobs/${id}`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await answer.text()).not.toContain(home);
    expect((await readdir(join(home, 'database'), { recursive: true })).sort()).toEqual(damaged);
    expect((await readdir(home)).sort()).toEqual(
      ['away', 'database', 'database.json', 'database.lock', 'jobs', 'models'].sort(),
    );
    await rename(join(home, 'away'), join(home, 'database', 'PG_VERSION'));
    await server.says('jobs are ready');
    expect(await results(home)).toEqual(before);
    expect(await server.text(`/v1/jobs/${id}/result`)).toContain('prediction');
    expect(await server.end()).toBe(0);
  });

  it('whose database is gone does not start over its results', async () => {
    const home = await newHome();
    const first = await serve(home);
    const id = await batch(first);
    await first.end();
    const before = await results(home);
    await rename(join(home, 'database'), join(home, 'away'));
    for (const prepare of [
      () => undefined,
      () => mkdir(join(home, 'database')),
      // As an earlier version leaves it.
      () => rm(join(home, 'database.json')),
    ]) {
      await prepare();
      expect(await refused('serve', home)).not.toContain('listening');
    }
    expect(await results(home)).toEqual(before);
    await rm(join(home, 'database'), { recursive: true });
    await rename(join(home, 'away'), join(home, 'database'));
    const server = await serve(home);
    expect(await server.text(`/v1/jobs/${id}/result`)).toContain('prediction');
  });

  it('leaves folders alone of jobs that the database does not know, and says how many', async () => {
    const home = await newHome();
    await (await serve(home)).end();
    const unknown = '01JZZZZZZZZZZZZZZZZZZZZZZ0';
    await mkdir(join(home, 'jobs', unknown), { recursive: true });
    await writeFile(join(home, 'jobs', unknown, 'input.csv'), csv);
    const server = await serve(home);
    expect(server.log).toMatch(/WARN.*1 folders below .* the database does not know: they are left alone/);
    expect(await readdir(join(home, 'jobs'))).toEqual([unknown]);
  });

  it('that is killed while it makes its database leaves nothing after the next start', async () => {
    const home = await newHome();
    const first = track(new JobServer(settings(home)));
    while (!(await readdir(home)).some((name) => name.endsWith('.tmp'))) await wait(5);
    await first.end('SIGKILL');
    const server = await serve(home);
    expect((await readdir(home)).sort()).toEqual(['database', 'database.json', 'database.lock', 'models']);
    expect(server.log).toContain('removed a database that was never finished');
  });
});

const missing = missingPostgres();
const describeWithPostgres = missing === undefined ? describe : describe.skip;

describeWithPostgres(
  `the home of a PostgreSQL server${missing === undefined ? '' : ` (skipped: ${missing})`}`,
  () => {
    let postgres: PostgresHere;
    beforeAll(async () => {
      postgres = await startPostgres();
    });
    afterAll(() => postgres.remove());

    it('is refused to every other database, while its own goes on', async () => {
      const home = await newHome();
      const own = { DATABASE_URL: postgres.url };
      const server = await serve(home, own);
      const id = await batch(server);
      const before = await results(home);
      expect(await refused('serve', home)).toMatch(
        /belongs to PostgreSQL 127\.0\.0\.1.*found the embedded database/,
      );
      const other = { DATABASE_URL: postgres.url.replace(/postgres$/, 'template1') };
      for (const command of ['serve', 'worker'] as const) {
        expect(await refused(command, home, other)).toMatch(
          /belongs to PostgreSQL 127\.0\.0\.1:\d+\/postgres.*found .*template1/,
        );
      }
      const embedded = await newHome();
      await (await serve(embedded)).end();
      expect(await refused('serve', embedded, own)).toContain('belongs to the embedded database');
      expect(await refused('worker', embedded, own)).toContain('belongs to the embedded database');
      // A worker of the right one is welcome.
      const worker = track(await new JobProcessHere('worker', settings(home, own)).says('works on the jobs'));
      expect(await worker.end()).toBe(0);
      expect(await results(home)).toEqual(before);
      expect(await server.text(`/v1/jobs/${id}/result`)).toContain('prediction');
      expect((await readdir(home)).sort()).toEqual(['database.json', 'jobs', 'models']);
      expect(await server.end()).toBe(0);
    });
  },
);
