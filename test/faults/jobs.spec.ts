import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '../../src/jobs/database/database.js';
import { openEmbedded } from '../../src/jobs/database/embedded.js';
import { openPostgres } from '../../src/jobs/database/postgres.js';
import { csvOf, tinyRows } from '../../src/training/training.fixture.js';
import {
  JobProcessHere,
  startJobServer,
  type JobServer,
  type ReceivedEvent,
} from '../end-to-end/jobs.fixture.js';
import { openTinySuite, tinyId, type TinySuite } from '../end-to-end/tiny-suite.fixture.js';
import { missingPostgres, startPostgres, type PostgresHere } from './postgres.fixture.js';

/* Processes of jobs that are killed, and a database that goes away. Nothing may be lost or doubled. */

const rowCount = 12_000;
const rows = tinyRows(rowCount, 11).map((row, i) => (i % 500 === 0 ? { ...row, size: 'x' } : row));
const csv = csvOf(rows);

let tiny: TinySuite;
/** What scoring it in one go writes. */
let expected: { text: string; rejects: string };
beforeAll(async () => {
  tiny = await openTinySuite();
  const scored = await tiny.score(csv);
  expected = { text: scored.text, rejects: await readFile(scored.result.paths.rejects, 'utf8') };
});
afterAll(() => tiny.remove());

const running: JobProcessHere[] = [];
const track = <Process extends JobProcessHere>(process: Process): Process => {
  running.push(process);
  return process;
};
afterEach(async () => {
  await Promise.all(running.splice(0).map((process) => process.end('SIGKILL')));
});

const settings = (changes: Record<string, string> = {}) => ({
  ...tiny.environment,
  SEXTANT_JOB_PART_BYTES: '4000',
  SEXTANT_JOB_WORKERS: '1',
  SEXTANT_JOB_LEASE_SECONDS: '2',
  ...changes,
});
const serve = async (environment: Record<string, string>) => track(await startJobServer(environment));

/** Waits until so many parts are done. */
async function partsDone(server: JobServer, id: string, count: number): Promise<void> {
  for (;;) {
    const parts = (await server.job(id)).steps?.find(({ stage }) => stage === 'part');
    if ((parts?.done ?? 0) >= count) return;
    await wait(20);
  }
}

async function expectWhole(server: JobServer, id: string, home = 'home'): Promise<ReceivedEvent[]> {
  const events = await server.ended(id);
  expect(events.at(-1)).toMatchObject({ type: 'succeeded', data: { done: rowCount, total: rowCount } });
  expect(events.map((event) => event.id)).toEqual(events.map((_, i) => i + 1));
  expect(await server.text(`/v1/jobs/${id}/result`)).toBe(expected.text);
  expect(await server.text(`/v1/jobs/${id}/rejects`)).toBe(expected.rejects);
  expect(JSON.parse(await server.text(`/v1/jobs/${id}/receipt`))).toMatchObject({
    rows: { input: rowCount, scored: rowCount - rowCount / 500, rejected: rowCount / 500, blankLines: 0 },
  });
  // The parts go once the end has been told; the table of a batch that rejected rows stays.
  const kept = ['input.csv', 'result.csv', 'result.receipt.json', 'result.rejects.csv'];
  const files = () => readdir(join(tiny.root, home, 'jobs', id));
  while ((await files()).length > kept.length) await wait(20);
  expect((await files()).sort()).toEqual(kept);
  return events;
}

/** Steps that were begun again. */
const again = (events: readonly ReceivedEvent[]) =>
  events
    .filter(({ type }) => type === 'retry')
    .map(({ data }) => data as { stage: string; reason: string })
    .map(({ stage, reason }) => [stage, reason]);
const gone = [expect.stringMatching(/^(?:part|join)$/), 'the process that worked on it is gone'];

describe('a server on the embedded database that is killed in mid-batch', () => {
  it('goes on with it at the next start, as often as that happens', async () => {
    let server = await serve(settings());
    const id = await server.order(tinyId, csv);
    for (const count of [1, 8]) {
      await partsDone(server, id, count);
      expect(await server.end('SIGKILL')).toBe(null);
      server = await serve(settings());
    }
    // One step was under way at each kill, or none.
    const redone = again(await expectWhole(server, id));
    expect(redone.length).toBeLessThanOrEqual(2);
    for (const one of redone) expect(one).toEqual(gone);
  });

  it('goes on with it at once when the clock was a day ahead before', async () => {
    let server = await serve(settings());
    const id = await server.order(tinyId, csv);
    await partsDone(server, id, 2);
    await server.end('SIGKILL');
    const database = await openEmbedded(join(tiny.root, 'home', 'database'));
    await makeOlder(database, '-1 day');
    await database.close();
    server = await serve(settings());
    await expectWhole(server, id);
  });

  it('while an order arrives, leaves no job and, after the next start, no file', async () => {
    let server = await serve(settings());
    let isSending = true;
    async function* slowly() {
      yield Buffer.from(csv.slice(0, 10_000));
      while (isSending) await wait(20);
    }
    const options = {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: slowly(),
      duplex: 'half',
    };
    const sent = server.fetch(`/v1/${tinyId}/batches`, options as unknown as RequestInit).catch(() => 'cut');
    const home = join(tiny.root, 'home', 'jobs');
    const before = new Set((await server.jobs()).map(({ id }) => id));
    while ((await readdir(home)).every((id) => before.has(id))) await wait(20);
    await server.end('SIGKILL');
    isSending = false;
    expect(await sent).toBe('cut');
    server = await serve(settings());
    expect((await readdir(home)).filter((id) => !before.has(id))).toEqual([]);
    expect(await server.jobs()).toHaveLength(before.size);
  });
});

/** Leaves the times of all that is under way as they are when the clock goes on by so much, or back. */
async function makeOlder(database: Database, interval: string): Promise<void> {
  const columns: [string, string[]][] = [
    ['sextant.job', ['created_at', 'started_at', 'progress_at', 'rate_from', 'worked_at']],
    ['sextant.job_step', ['queued_at']],
    ['sextant.worker', ['started_at', 'heartbeat_at']],
    ['sextant_queue.job', ['created_on', 'started_on', 'start_after', 'keep_until']],
  ];
  for (const [table, names] of columns) {
    const set = names.map((name) => `${name} = ${name} - interval '${interval}'`);
    await database.executeSql(`UPDATE ${table} SET ${set.join(', ')}`);
  }
}

const missing = missingPostgres();
const describeWithPostgres = missing === undefined ? describe : describe.skip;

describeWithPostgres(`on a PostgreSQL server${missing === undefined ? '' : ` (skipped: ${missing})`}`, () => {
  let postgres: PostgresHere;
  beforeAll(async () => {
    postgres = await startPostgres();
    await cp(join(tiny.root, 'home', 'models'), join(tiny.root, home, 'models'), { recursive: true });
  });
  afterAll(() => postgres.remove());

  // A home belongs to one database.
  const home = 'home-of-postgres';
  const shared = () =>
    settings({
      SEXTANT_HOME: join(tiny.root, home),
      DATABASE_URL: postgres.url,
      SEXTANT_JOB_PART_BYTES: '1000',
    });
  const work = async () => track(await new JobProcessHere('worker', shared()).says('works on the jobs'));

  /** How many parts each process did, by its number. */
  async function shares(server: JobServer, id: string): Promise<Record<string, number>> {
    const parts = (await server.job(id)).steps?.find(({ stage }) => stage === 'part');
    const counts = Object.entries(parts?.workers ?? {}).map(([name, count]) => [
      name.split('-').at(-2),
      count,
    ]);
    return Object.fromEntries(counts) as Record<string, number>;
  }

  /** Orders until one is under way in which everybody has done more than a part: the first ones are done before all have begun. */
  async function sharedOrder(server: JobServer, pids: readonly string[]): Promise<string> {
    for (let order = 0; order < 10; order++) {
      const id = await server.order(tinyId, csv);
      for (
        let state = 'queued';
        state === 'queued' || state === 'running';
        { state } = await server.job(id)
      ) {
        const counts = await shares(server, id);
        if (pids.every((pid) => counts[pid] > 1)) return id;
      }
      await expectWhole(server, id, home);
    }
    throw new Error('Never did everybody take part.');
  }

  it('two workers and the server share one batch; a worker that is killed loses only its part', async () => {
    const server = await serve(shared());
    const [first, second] = await Promise.all([work(), work()]);
    const pids = [server, first, second].map(({ child }) => String(child.pid));
    const id = await sharedOrder(server, pids);
    await first.end('SIGKILL');
    const redone = again(await expectWhole(server, id, home));
    expect(redone.length).toBeLessThanOrEqual(1);
    for (const one of redone) expect(one).toEqual(gone);
    const counts = await shares(server, id);
    expect(Object.keys(counts).sort()).toEqual(pids.sort());
    expect(await second.end()).toBe(0);
    expect(await server.end()).toBe(0);
  });

  it('a clock that is set back in the middle of a batch does not hold it up', async () => {
    const server = await serve(shared());
    const id = await server.order(tinyId, csv);
    await partsDone(server, id, 3);
    const database = openPostgres(postgres.url);
    await makeOlder(database, '-2 hours');
    await database.close();
    await expectWhole(server, id, home);
  });

  it('a clock that goes on by a night in the middle of a batch does not end it', async () => {
    const server = await serve(shared());
    const id = await server.order(tinyId, csv);
    await partsDone(server, id, 3);
    const database = openPostgres(postgres.url);
    await makeOlder(database, '10 hours');
    await database.close();
    await expectWhole(server, id, home);
  });

  it('a worker that is started before it waits for it, and ends when it is told to', async () => {
    postgres.stop();
    const early = track(new JobProcessHere('worker', shared()));
    while (early.log.split('the jobs cannot be opened').length <= 2) {
      expect(early.hasEnded).toBe(false);
      await wait(50);
    }
    const other = track(new JobProcessHere('worker', shared()));
    await other.says('the jobs cannot be opened');
    expect(await other.end()).toBe(0);
    postgres.start();
    await early.says('works on the jobs');
    expect(await early.end()).toBe(0);
  });

  it('a server that went away and came back in the middle of a batch costs nothing but time', async () => {
    const server = await serve(shared());
    const id = await server.order(tinyId, csv);
    await partsDone(server, id, 3);
    postgres.stop();
    const refused = await server.send(`/v1/${tinyId}/batches`, csv);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    expect((await server.fetch('/livez')).status).toBe(200);
    const predicted = await server.fetch(`/v1/${tinyId}/predict`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ features: { size: 1, colour: 'red' } }),
    });
    expect(predicted.status).toBe(200);
    await wait(3000);
    postgres.start();
    while ((await server.fetch(`/v1/jobs/${id}`)).status !== 200) await wait(100);
    await expectWhole(server, id, home);
  });
});
