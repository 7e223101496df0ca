import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { csvOf, tinyRows } from '../../src/training/training.fixture.js';
import { batches, jobFolders, startJobServer, type JobServer } from './jobs.fixture.js';
import { problem } from './problem.fixture.js';
import type { Json } from './server.fixture.js';
import { openTinySuite, tinyId, type TinySuite } from './tiny-suite.fixture.js';

/* What is known of jobs, for how long and for how many; over the wire, by the built program as a process of its own. */

const rows = tinyRows(1000, 5).map((row, i) => (i % 100 === 0 ? { ...row, size: 'x' } : row));
const csv = csvOf(rows);

let tiny: TinySuite;
let server: JobServer;
let allowed: string;

beforeAll(async () => {
  tiny = await openTinySuite();
  allowed = join(tiny.root, 'allowed');
  await mkdir(allowed);
  server = await startJobServer({
    ...tiny.environment,
    SEXTANT_JOB_PART_BYTES: '2000',
    SEXTANT_JOB_WORKERS: '1',
    SEXTANT_JOB_PATHS: allowed,
    SEXTANT_JOB_STREAMS: '20',
    SEXTANT_JOB_HEARTBEAT_SECONDS: '0.2',
  });
});
afterAll(async () => {
  await server.end('SIGKILL');
  await tiny.remove();
});

const folders = () => jobFolders(tiny);

/** The request that cancels removes what has ended. */
async function expectRemoved(id: string): Promise<void> {
  const removed = await server.fetch(`/v1/jobs/${id}`, { method: 'DELETE' });
  expect([removed.status, await removed.text()]).toEqual([204, '']);
  for (const path of ['', '/events', '/result']) {
    expect((await server.fetch(`/v1/jobs/${id}${path}`)).status).toBe(404);
  }
  expect((await server.fetch(`/v1/jobs/${id}`, { method: 'DELETE' })).status).toBe(404);
  expect(await folders()).not.toContain(id);
  expect((await server.jobs()).map((job) => job.id)).not.toContain(id);
}

describe('a job', () => {
  it('that has ended is removed by the same request, with its files, its events and its key', async () => {
    const headers = { 'idempotency-key': 'once' };
    const ids: string[] = [];
    for (const status of [202, 200, 202]) {
      const response = await server.send(batches, csv, headers);
      expect(response.status).toBe(status);
      const { id } = (await response.json()) as Json;
      ids.push(id);
      await server.ended(id);
      expect(await folders()).toContain(id);
      if (status === 200) await expectRemoved(id);
    }
    expect([ids[1] === ids[0], ids[2] === ids[0]]).toEqual([true, false]);
  });

  it('that was cancelled is removed by it, too', async () => {
    const id = await server.order(tinyId, csv.repeat(60));
    for await (const { type } of server.events(id)) if (type === 'progress') break;
    const cancelled = await server.fetch(`/v1/jobs/${id}`, { method: 'DELETE' });
    expect([cancelled.status, ((await cancelled.json()) as Json).state]).toEqual([200, 'cancelled']);
    await expectRemoved(id);
  });

  it('whose table is named by its path is another one under its key when the file was changed', async () => {
    const path = join(allowed, 'changing.csv');
    const order = () =>
      server.fetch(batches, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'the file' },
        body: JSON.stringify({ path }),
      });
    await writeFile(path, csv);
    const first = await order();
    expect([first.status, (await order()).status]).toEqual([202, 200]);
    await server.ended(((await first.json()) as Json).id);
    await writeFile(path, `${csv}1,red,good\n`);
    const other = await order();
    expect([other.status, (await problem(other)).detail]).toEqual([
      409,
      'The Idempotency-Key was used for another order.',
    ]);
  });

  it('is none where the id is of another form, whatever it is', async () => {
    for (const id of ['nowhere', '%00', `${'0'.repeat(25)}%00`, '0'.repeat(26), '%ff', "'"]) {
      for (const path of ['', '/events', '/result', '/rejects', '/receipt']) {
        const { status } = await server.fetch(`/v1/jobs/${id}${path}`);
        expect([id, path, status]).toEqual([id, path, id === '%ff' ? expect.any(Number) : 404]);
        expect(status).toBeLessThan(500);
      }
      expect((await server.fetch(`/v1/jobs/${id}`, { method: 'DELETE' })).status).toBeLessThan(500);
    }
  });
});

describe('the events of a job', () => {
  it('are streamed to so many at once, and to others when these are gone; the head alone is no stream', async () => {
    const id = await server.order(tinyId, csv.repeat(60));
    for await (const { type } of server.events(id)) if (type === 'progress') break;
    const path = `/v1/jobs/${id}/events`;
    for (let i = 0; i < 30; i++) {
      const head = await server.fetch(path, { method: 'HEAD' });
      expect([head.status, head.headers.get('content-type')]).toEqual([
        200,
        'text/event-stream; charset=utf-8',
      ]);
      expect(await head.text()).toBe('');
    }
    const leave = new AbortController();
    const open = () => server.fetch(path, { signal: leave.signal });
    const streams = await Promise.all(Array.from({ length: 20 }, open));
    expect(new Set(streams.map(({ status }) => status))).toEqual(new Set([200]));
    const refused = await server.fetch(path);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    expect((await problem(refused)).detail).toBe('20 streams of events are open already.');
    expect((await server.fetch(path, { method: 'HEAD' })).status).toBe(200);

    leave.abort();
    const again = new AbortController();
    let status = 503;
    while (status === 503) ({ status } = await server.fetch(path, { signal: again.signal }));
    expect(status).toBe(200);
    again.abort();
    await server.fetch(`/v1/jobs/${id}`, { method: 'DELETE' });
    expect((await server.ended(id)).at(-1)?.type).toBe('cancelled');
    const { status: seen } = await server.fetch(path, {
      method: 'HEAD',
      headers: { 'last-event-id': '99999' },
    });
    expect(seen).toBe(204);
    expect(server.log).not.toContain('MaxListenersExceededWarning');
  });
});

describe('a result', () => {
  it('has a length, which its head tells without it', async () => {
    const id = await server.order(tinyId, csv);
    await server.ended(id);
    for (const name of ['result', 'rejects', 'receipt']) {
      const path = `/v1/jobs/${id}/${name}`;
      const bytes = Buffer.byteLength(await server.text(path));
      for (const method of ['GET', 'HEAD']) {
        const response = await server.fetch(path, { method });
        expect(response.headers.get('content-length')).toBe(String(bytes));
        expect((await response.text()).length > 0).toBe(method === 'GET');
      }
    }
  });

  it('whose file is gone is not there any more, unless nothing was in it', async () => {
    const ids = [await server.order(tinyId, csv), await server.order(tinyId, csvOf(tinyRows(20)))];
    for (const id of ids) await server.ended(id);
    const [some, none] = ids;
    for (const id of ids) await rm(join(tiny.root, 'home', 'jobs', id), { recursive: true });
    expect(await server.text(`/v1/jobs/${none}/rejects`)).toBe('line,column,reason,original\n');
    for (const path of [`${some}/rejects`, `${some}/result`, `${some}/receipt`, `${none}/result`]) {
      const gone = await server.fetch(`/v1/jobs/${path}`);
      expect([path, gone.status, (await problem(gone)).detail]).toEqual([
        path,
        410,
        'The file of the result is not there any more.',
      ]);
    }
  });
});

describe('a training', () => {
  it('that fails tells where and what was expected, and keeps nothing of its rows', async () => {
    const rows = tinyRows(50).map((row, i) => (i % 3 === 0 ? row : { ...row, size: `CANARY${i}` }));
    const response = await server.send(`/v1/${tinyId}/train`, csvOf(rows));
    const { id } = (await response.json()) as Json;
    const events = await server.ended(id);
    const job = await server.job(id);
    expect(job.error).toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(/^the input: 33 of 50 rows cannot be read\.$/),
      details: expect.arrayContaining([{ row: 2, line: 3, column: 'size', expected: 'a number' }]),
    });
    expect(events.at(-1)?.data.error).toEqual(job.error);
    const seen = [JSON.stringify([events, job, await server.jobs()]), server.log];
    expect(seen.join()).not.toContain('CANARY');
  });
});
