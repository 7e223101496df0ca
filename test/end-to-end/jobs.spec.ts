import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { csvOf, tinyRows } from '../../src/training/training.fixture.js';
import { batches, jobFolders, startJobServer, type JobServer } from './jobs.fixture.js';
import { problem } from './problem.fixture.js';
import { runProgram } from './run-program.fixture.js';
import type { Json } from './server.fixture.js';
import { openTinySuite, tinyId, type TinySuite } from './tiny-suite.fixture.js';

/* Jobs over the wire, on the embedded database, by the built program as a process of its own. */

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
});
afterAll(async () => {
  await server.end('SIGKILL');
  await tiny.remove();
});

const folders = () => jobFolders(tiny);

async function expectResult(id: string): Promise<void> {
  expect(await server.text(`/v1/jobs/${id}/result`)).toBe(expected.text);
  expect(await server.text(`/v1/jobs/${id}/rejects`)).toBe(expected.rejects);
}

describe('a batch', () => {
  it('is taken at once, tells how far it is, and gives the bytes of the command line', async () => {
    const response = await server.send(batches, csv);
    expect(response.status).toBe(202);
    const { id, state, kind, scenario } = (await response.json()) as Json;
    expect(response.headers.get('location')).toBe(`/v1/jobs/${id}`);
    expect({ state, kind, scenario }).toEqual({ state: 'queued', kind: 'batch', scenario: tinyId });

    const events = await server.ended(id);
    expect(events.map((event) => event.id)).toEqual(events.map((_, i) => i + 1));
    expect(events.slice(0, 2).map(({ type }) => type)).toEqual(['queued', 'started']);
    expect(events.at(-1)).toMatchObject({ type: 'succeeded', data: { done: 3000, total: 3000 } });
    const progress = events.filter(({ type }) => type === 'progress').map(({ data }) => data);
    expect(progress.length).toBeGreaterThan(3);
    for (const data of progress) {
      expect(data).toMatchObject({ stage: 'part', total: 3000, perSecond: expect.any(Number) });
      expect(data.remainingSeconds).toBeGreaterThanOrEqual(0);
    }
    await expectResult(id);
    const job = await server.job(id);
    expect(job).toMatchObject({
      state: 'succeeded',
      progress: { unit: 'rows', done: 3000, total: 3000 },
      result: { model: `${tinyId}@1`, rows: { input: 3000, scored: 2970, rejected: 30 } },
    });
    const parts = job.steps?.find(({ stage }) => stage === 'part');
    expect(parts?.done).toBeGreaterThan(3);
    expect(Object.values(parts?.workers ?? {})).toEqual([parts?.done]);
    const receipt = JSON.parse(await server.text(`/v1/jobs/${id}/receipt`));
    expect(receipt).toMatchObject({ rows: { input: 3000, scored: 2970, rejected: 30 }, workers: 1 });
    // The parts are removed; the table is kept for rejects that are repaired.
    expect((await readdir(join(tiny.root, 'home', 'jobs', id))).sort()).toEqual([
      'input.csv',
      'result.csv',
      'result.receipt.json',
      'result.rejects.csv',
    ]);
  });

  it('may be sent packed, as a form, or by a path that is allowed', async () => {
    const path = join(allowed, 'in.csv');
    await writeFile(path, csv);
    const form = new FormData();
    form.append('delimiter', ',');
    form.append('file', new Blob([csv]), 'applications.csv');
    const json = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const responses = [
      await server.send(batches, gzipSync(csv), { 'content-type': 'application/gzip' }),
      await server.fetch(batches, { method: 'POST', body: form }),
      await server.fetch(batches, { ...json, body: JSON.stringify({ path }) }),
    ];
    const names: string[] = [];
    for (const response of responses) {
      expect(response.status).toBe(202);
      const { id } = (await response.json()) as Json;
      await server.ended(id);
      await expectResult(id);
      names.push(((await server.job(id)).result as Json).input.file);
    }
    expect(names).toEqual(['input.csv', 'applications.csv', 'in.csv']);
    expect(await readFile(path, 'utf8')).toBe(csv);
  });

  it('whose events were seen in part goes on behind the last one that was seen', async () => {
    const id = await server.order(tinyId, csv);
    const seen: number[] = [];
    for await (const event of server.events(id)) {
      seen.push(event.id);
      if (event.type === 'progress') break;
    }
    for await (const event of server.events(id, seen.at(-1))) seen.push(event.id);
    expect(seen).toEqual(seen.map((_, i) => i + 1));
    const again = await server.fetch(`/v1/jobs/${id}/events`, {
      headers: { 'last-event-id': String(seen.length) },
    });
    expect(again.status).toBe(204);
    expect((await server.fetch(`/v1/jobs/${id}/events`, { headers: { 'last-event-id': 'x' } })).status).toBe(
      400,
    );
  });
});

describe('an order that cannot be taken', () => {
  it('is refused at once and leaves nothing', async () => {
    const before = await folders();
    const outside = join(tiny.root, 'outside.csv');
    await writeFile(outside, csv);
    await symlink(outside, join(allowed, 'link.csv'));
    const asJson = (body: unknown) =>
      server.fetch(batches, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const refused: [() => Promise<Response>, number, string][] = [
      [() => server.send(batches, 'colour\nred\n'), 422, 'input.csv: columns are missing.'],
      [() => server.send(batches, ''), 422, 'The order came without a table.'],
      [() => server.send(batches, Buffer.from('PK\x03\x04')), 422, 'input.csv is a zip archive'],
      [() => server.send(`${batches}?delimiter=long`, csv), 422, 'The delimiter "long"'],
      [() => server.send(`${batches}?colour=red`, csv), 422, 'The options of the job'],
      [() => server.send(batches, csv.repeat(100)), 413, 'The table is too large.'],
      [() => server.send('/v1/test/nowhere/batches', csv), 404, 'test/nowhere'],
      [() => server.send(batches, csv, { 'content-type': 'text/plain' }), 415, 'The body must be'],
      [() => asJson({ path: outside }), 422, 'The path leads to no file'],
      [() => asJson({ path: join(allowed, 'link.csv') }), 422, 'The path leads to no file'],
      [() => asJson({ path: join(allowed, '..', 'outside.csv') }), 422, 'The path leads to no file'],
      [() => asJson({ path: allowed }), 422, 'The path leads to no file'],
      [() => server.send(batches, csv, { 'sec-fetch-site': 'cross-site' }), 403, 'A page of another site'],
      [() => asJson({}), 422, 'The order came without a table.'],
      [
        () => server.send(batches, 'garbage', { 'content-type': 'multipart/form-data; boundary=x' }),
        400,
        'The form cannot be read',
      ],
      [() => asJson([]), 400, 'The order must be a JSON object.'],
    ];
    for (const [sent, status, detail] of refused) {
      const response = await sent();
      const received = await problem(response);
      expect([response.status, received.detail]).toEqual([status, expect.stringContaining(detail)]);
      expect(JSON.stringify(received)).not.toContain(join(tiny.root, 'home'));
    }
    expect(await folders()).toEqual(before);
  });

  it('is refused with 503 while too many wait, and taken again afterwards', async () => {
    // Before its end a job of a long table keeps its place.
    const ids = [];
    for (let i = 0; i < 3; i++) ids.push(await server.order(tinyId, csv.repeat(20)));
    const response = await server.send(batches, csv);
    expect([response.status, (await problem(response)).detail]).toEqual([503, '3 jobs wait or run already.']);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    for (const id of ids) {
      const cancelled = await server.fetch(`/v1/jobs/${id}`, { method: 'DELETE' });
      expect([cancelled.status, ((await cancelled.json()) as Json).state]).toEqual([200, 'cancelled']);
    }
    await server.ended(await server.order(tinyId, csv));
  });
});

describe('a job', () => {
  it('that is cancelled ends, gives nothing and leaves nothing', async () => {
    const id = await server.order(tinyId, csv.repeat(20));
    for await (const { type } of server.events(id)) if (type === 'progress') break;
    expect((await server.fetch(`/v1/jobs/${id}`, { method: 'DELETE' })).status).toBe(200);
    const events = await server.ended(id);
    expect(events.at(-1)?.type).toBe('cancelled');
    const result = await server.fetch(`/v1/jobs/${id}/result`);
    expect([result.status, (await problem(result)).detail]).toEqual([
      409,
      'The job has no result: it is cancelled.',
    ]);
    while ((await folders()).includes(id)) await wait(100);
    expect((await server.ended(id)).length).toBe(events.length);
  });

  it('that is ordered twice under one key is one job; another order under it is refused', async () => {
    const headers = { 'idempotency-key': 'the first of May' };
    const first = await server.send(batches, csv, headers);
    const second = await server.send(batches, csv, headers);
    expect([first.status, second.status]).toEqual([202, 200]);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    const before = await folders();
    const other = await server.send(batches, `${csv}1,red,good\n`, headers);
    expect([other.status, (await problem(other)).detail]).toEqual([
      409,
      'The Idempotency-Key was used for another order.',
    ]);
    expect(await folders()).toEqual(before);
    const { id } = (await first.json()) as Json;
    await server.ended(id);
  });

  it('whose table is damaged fails and says why, without being tried again', async () => {
    // Numbers without an order cannot be packed to the few bytes that the header's look ahead reads.
    const long = Array.from({ length: 40_000 }, (_, i) => `${Math.sin(i)},red\n`).join('');
    const broken = gzipSync(`size,colour\n${long}`).subarray(0, -2000);
    const response = await server.send(batches, broken, { 'content-type': 'application/gzip' });
    // The header can be read, so the order is taken.
    expect(response.status).toBe(202);
    const { id } = (await response.json()) as Json;
    const events = await server.ended(id);
    expect(events.map(({ type }) => type)).toEqual(['queued', 'started', 'failed']);
    const { state, error } = await server.job(id);
    expect([state, (error as Json).message]).toEqual([
      'failed',
      expect.stringContaining('cut off before its end'),
    ]);
    expect(JSON.stringify(error)).not.toContain(tiny.root);
    expect(await folders()).not.toContain(id);
  });

  it('is listed with the others, page by page', async () => {
    const all: Json[] = [];
    let cursor: string | undefined;
    do {
      const page = JSON.parse(await server.text(`/v1/jobs?limit=3${cursor ? `&cursor=${cursor}` : ''}`));
      expect(page.jobs.length).toBeLessThanOrEqual(3);
      all.push(...page.jobs);
      cursor = page.next;
    } while (cursor);
    const ids = all.map(({ id }) => id as string);
    expect(ids.length).toBeGreaterThan(8);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
    const cancelled = JSON.parse(await server.text('/v1/jobs?state=cancelled&kind=batch&limit=200')).jobs;
    expect(cancelled.map(({ id }: Json) => id)).toEqual(
      all.filter(({ state }) => state === 'cancelled').map(({ id }) => id),
    );
    const limits = [
      'limit=0',
      'limit=x',
      'limit=',
      'limit=0x10',
      'limit=1e1',
      'limit=201',
      'limit=1&limit=2',
    ];
    const cursors = ['cursor=%00', 'cursor=x', `cursor=${ids[0]}0`, 'cursor='];
    const scenarios = ['scenario=%00', 'scenario=test', `scenario=${tinyId}%00`];
    for (const query of [...limits, ...cursors, ...scenarios, 'state=odd', 'kind=%00', 'colour=red']) {
      expect([query, (await server.fetch(`/v1/jobs?${query}`)).status]).toEqual([query, 422]);
    }
    const jobs = JSON.parse(await server.text(`/v1/jobs?scenario=${tinyId}&limit=200`)).jobs;
    expect(jobs.map(({ id }: Json) => id)).toEqual(ids);
  });
});

describe('a training', () => {
  it('is a job, too: its table may be sent, its epochs are told, and its version serves', async () => {
    const response = await server.send(`/v1/${tinyId}/train?seed=3`, csvOf(tinyRows(200)));
    expect(response.status).toBe(202);
    const { id } = (await response.json()) as Json;
    const events = await server.ended(id);
    expect(events.at(-1)?.type).toBe('succeeded');
    const job = await server.job(id);
    expect(job.progress).toMatchObject({ unit: 'epochs' });
    const result = JSON.parse(await server.text(`/v1/jobs/${id}/result`));
    expect(result).toMatchObject({
      model: `${tinyId}@2`,
      promoted: true,
      data: { kind: 'file', rows: 200 },
      notes: expect.arrayContaining([expect.objectContaining({ code: 'ended-early' })]),
    });
    expect(await folders()).not.toContain(id);
    for (const name of ['rejects', 'receipt']) {
      expect((await server.fetch(`/v1/jobs/${id}/${name}`)).status).toBe(404);
    }
    const wrong = await server.send(`/v1/${tinyId}/train`, 'size,colour\n1,red\n');
    expect([wrong.status, (await problem(wrong)).errors[0].column]).toEqual([422, expect.any(String)]);
    const seed = await server.send(`/v1/${tinyId}/train?seed=-1`, csv);
    expect((await problem(seed)).errors).toEqual([
      { pointer: '/seed', expected: 'a whole number from 0', received: '"-1"' },
    ]);
  });

  it('needs no table: the scenario has its own', async () => {
    const response = await server.fetch(`/v1/${tinyId}/train?promote=false`, { method: 'POST' });
    const { id } = (await response.json()) as Json;
    await server.ended(id);
    expect(JSON.parse(await server.text(`/v1/jobs/${id}/result`))).toMatchObject({ promoted: false });
  });
});

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
    await expectResultOf(id);
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
  });
});

/** A version was trained meanwhile; the job keeps the champion of its order. */
async function expectResultOf(id: string): Promise<void> {
  const receipt = JSON.parse(await server.text(`/v1/jobs/${id}/receipt`));
  expect(receipt).toMatchObject({ model: `${tinyId}@2`, rows: { input: 3000, scored: 2970, rejected: 30 } });
  const text = await server.text(`/v1/jobs/${id}/result`);
  expect(text.split('\n')).toHaveLength(2972);
}
