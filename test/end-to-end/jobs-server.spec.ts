import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { csvOf, tinyRows } from '../../src/training/training.fixture.js';
import { jobFolders, startJobServer, type JobServer } from './jobs.fixture.js';
import { problem } from './problem.fixture.js';
import { runProgram } from './run-program.fixture.js';
import type { Json } from './server.fixture.js';
import { openTinySuite, tinyId, type TinySuite } from './tiny-suite.fixture.js';

/* The server of jobs as a process: its log, its one home, its end in the middle of work and what it keeps. */

const rows = tinyRows(3000, 5).map((row, i) => (i % 100 === 0 ? { ...row, size: 'x' } : row));
const csv = csvOf(rows);

let tiny: TinySuite;
let server: JobServer;
let environment: Record<string, string>;
let allowed: string;
/** What the use case of the command line writes for `csv`. */
let expected: { text: string; rejects: string };

beforeAll(async () => {
  tiny = await openTinySuite();
  const scored = await tiny.score(csv);
  expected = { text: scored.text, rejects: await readFile(scored.result.paths.rejects, 'utf8') };
  allowed = join(tiny.root, 'allowed');
  await mkdir(allowed);
  environment = {
    ...tiny.environment,
    SEXTANT_JOB_PART_BYTES: '2000',
    SEXTANT_JOB_WORKERS: '1',
    SEXTANT_JOB_PATHS: allowed,
    SEXTANT_JOB_MAX_BYTES: '2000000',
    SEXTANT_JOB_QUEUE: '3',
    SEXTANT_JOB_HEARTBEAT_SECONDS: '0.2',
  };
  server = await startJobServer(environment);
}, 120_000);
afterAll(async () => {
  await server.end('SIGKILL');
  await tiny.remove();
});

const folders = () => jobFolders(tiny);

async function expectResult(id: string): Promise<void> {
  expect(await server.text(`/v1/jobs/${id}/result`)).toBe(expected.text);
  expect(await server.text(`/v1/jobs/${id}/rejects`)).toBe(expected.rejects);
}

describe('the server of the jobs', () => {
  it('logs nothing of the rows, and is the only one of its home', async () => {
    const id = await server.order(tinyId, 'size,colour\nTOPSECRET,red\n');
    await server.ended(id);
    expect(await server.text(`/v1/jobs/${id}/rejects`)).toContain('TOPSECRET');
    expect(server.log).not.toContain('TOPSECRET');
    const readiness = (await (await server.fetch('/readyz')).json()) as Json;
    expect(readiness.scenarios[tinyId]).toMatchObject({ state: 'ready' });
    expect(readiness.scenarios['finance/credit-scoring']).toMatchObject({ state: 'missing' });
    const second = await runProgram(['serve'], { environment: { ...environment, PORT: '0' } });
    expect(second.status).toBe(1);
    expect(second.stderr).toContain(`belong to process ${server.child.pid} of `);
    const worker = await runProgram(['worker'], { environment });
    expect([worker.status, worker.stdout]).toEqual([2, '']);
    expect(worker.stderr).toContain('A worker needs the PostgreSQL server');
  });

  it('ends with status 0 in the middle of a job, and goes on with it at the next start; old results expire', async () => {
    const done = await server.order(tinyId, csv);
    await server.ended(done);
    const id = await server.order(tinyId, csv);
    for await (const { type } of server.events(id)) if (type === 'progress') break;
    expect(await server.end()).toBe(0);
    expect(await readdir(join(tiny.root, 'home'))).not.toContain('database.lock');
    // Nobody knows whose they are: they stay.
    const foreign = ['01JZZZZZZZZZZZZZZZZZZZZZZZ', 'mine'];
    for (const name of foreign) await mkdir(join(tiny.root, 'home', 'jobs', name), { recursive: true });
    const left = '.arriving-elsewhere-1-0123abcd';
    await mkdir(join(tiny.root, 'home', 'jobs', left), { recursive: true });

    server = await startJobServer(environment);
    const events = await server.ended(id);
    expect(events.at(-1)?.type).toBe('succeeded');
    expect(events.map((event) => event.id)).toEqual(events.map((_, i) => i + 1));
    await expectResult(id);
    expect(await folders()).toEqual(expect.arrayContaining(foreign));
    expect(await folders()).not.toContain(left);

    await server.end();
    server = await startJobServer({ ...environment, SEXTANT_JOB_KEEP_DAYS: '0.000001' });
    for (const old of [done, id]) {
      expect((await server.job(old)).state).toBe('expired');
      const gone = await server.fetch(`/v1/jobs/${old}/result`);
      expect([gone.status, (await problem(gone)).detail]).toEqual([
        410,
        expect.stringContaining('has been removed'),
      ]);
    }
    expect((await folders()).sort()).toEqual(foreign);

    // So long after their end nothing is known of them any more.
    await server.end();
    server = await startJobServer({ ...environment, SEXTANT_JOB_KEEP_DAYS: '0.000001' });
    for (const old of [done, id]) expect((await server.fetch(`/v1/jobs/${old}`)).status).toBe(404);
    await rm(allowed, { recursive: true });
  }, 180_000);
});
