import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Database } from '../database/database.js';
import { openEmbedded } from '../database/embedded.js';
import { migrate } from '../database/migrations.js';
import type { StepName } from '../job.js';
import { JobStore, type NewJob } from './job-store.js';
import { StepStore } from './step-store.js';

/* On a real database: the embedded one, in the built thread. */

let folder: string;
let database: Database;
let store: JobStore;
let one: StepStore;
let other: StepStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-store-'));
  database = await openEmbedded(join(folder, 'database'));
  await migrate(database);
}, 60_000);
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await database.executeSql('DELETE FROM sextant.job; DELETE FROM sextant.worker');
  store = new JobStore(database);
  one = new StepStore(database, 'one');
  other = new StepStore(database, 'other');
  await one.heartbeat();
  await other.heartbeat();
});

let count = 0;
const newJob = (changes: Partial<NewJob> = {}): NewJob => ({
  id: `job-${String(++count).padStart(4, '0')}`,
  kind: 'batch',
  scenario: 'test/tiny',
  request: { rows: [1, "it's"] },
  fingerprint: 'f',
  stage: 'plan',
  ...changes,
});
const add = async (changes: Partial<NewJob> = {}): Promise<string> => {
  const job = newJob(changes);
  expect(await store.add(job, 100)).toBe('added');
  return job.id;
};
const step = (jobId: string, name: string, place = 0): StepName => ({ jobId, name, place });
const types = async (id: string) => (await store.eventsAfter(id, 0)).map(({ type }) => type);

/** A job of which `parts` wait to be scored. */
async function planned(parts: number): Promise<string> {
  const id = await add();
  await one.claim(step(id, 'plan'));
  await one.complete(step(id, 'plan'), { name: 'part', count: parts, total: 10 * parts });
  return id;
}

describe('the migrations', () => {
  it('change nothing when they run again, also at once', async () => {
    await Promise.all([migrate(database), migrate(database)]);
    const { rows } = await database.executeSql('SELECT number FROM sextant.migration');
    expect(rows.length).toBeGreaterThan(1);
    expect(rows).toEqual(rows.map((_, i) => ({ number: i + 1 })));
  });

  it('refuse a database of a later version', async () => {
    await database.executeSql('INSERT INTO sextant.migration (number) VALUES (99)');
    await expect(migrate(database)).rejects.toThrow('made by a later version');
    await database.executeSql('DELETE FROM sextant.migration WHERE number = 99');
  });
});

describe('a job', () => {
  it('is stored as it was ordered, and waits', async () => {
    const id = await add();
    expect(await store.get(id)).toMatchObject({
      ...{ id, kind: 'batch', scenario: 'test/tiny', state: 'queued', stage: 'plan', done: 0, total: null },
      ...{ request: { rows: [1, "it's"] }, result: null, error: null, lastEvent: 1, perSecond: null },
    });
    expect(await types(id)).toEqual(['queued']);
    expect(await store.get('nowhere')).toBeUndefined();
  });

  it('is refused when too many wait, or under a key that is taken', async () => {
    await add({ idempotencyKey: 'k' });
    expect(await store.add(newJob({ idempotencyKey: 'k' }), 100)).toBe('key-taken');
    expect(await store.add(newJob(), 1)).toBe('full');
    expect(await store.open()).toBe(1);
    expect((await store.byKey('k'))?.fingerprint).toBe('f');
  });

  it('is found in a list, the latest first, page by page', async () => {
    const ids = [await add(), await add({ kind: 'train' }), await add({ scenario: 'test/other' })];
    const listed = async (filter: object) => (await store.list({ limit: 10, ...filter })).map(({ id }) => id);
    expect(await listed({})).toEqual(ids.toReversed());
    expect(await listed({ limit: 2 })).toEqual([ids[2], ids[1]]);
    expect(await listed({ before: ids[1] })).toEqual([ids[0]]);
    expect(await listed({ kind: 'train' })).toEqual([ids[1]]);
    expect(await listed({ scenario: 'test/other', state: 'queued' })).toEqual([ids[2]]);
    expect(await listed({ state: 'failed' })).toEqual([]);
  });

  it('ends once', async () => {
    const id = await add();
    const failure = { code: 'gone', message: "it's over" };
    expect(await store.end(id, 'failed', { error: failure })).toBe(true);
    expect(await store.end(id, 'succeeded', { result: {} })).toBe(false);
    expect(await store.get(id)).toMatchObject({ state: 'failed', error: failure, result: null });
    expect(await types(id)).toEqual(['queued', 'failed']);
    expect((await store.eventsAfter(id, 1))[0].data).toMatchObject({ error: failure });
    expect(await one.claim(step(id, 'plan'))).toBeUndefined();
  });

  it('that succeeded expires after its time; one that failed does not', async () => {
    const [good, bad] = [await add(), await add()];
    await store.end(good, 'succeeded', { result: { rows: 3 }, done: 3 });
    await store.end(bad, 'failed');
    expect(await store.get(good)).toMatchObject({ done: 3, total: 3, result: { rows: 3 } });
    expect(await store.needingFolders([good, bad, 'unknown'])).toEqual([good]);
    expect((await store.needingFolders([good, bad, 'unknown'], 1)).sort()).toEqual([good, bad]);
    expect(await store.expire(1)).toEqual([]);
    expect(await store.expire(0)).toEqual([good]);
    expect(await store.get(good)).toMatchObject({ state: 'expired', result: null });
    expect(await types(good)).toEqual(['queued', 'succeeded', 'expired']);
    expect(await store.needingFolders([good])).toEqual([]);
  });

  it('that runs for too long fails', async () => {
    const [running, waiting] = [await add(), await add()];
    await one.claim(step(running, 'plan'));
    expect(await store.endOverdue(100, { code: 'too-long', message: 'm' })).toEqual([]);
    expect(await store.endOverdue(0, { code: 'too-long', message: 'm' })).toEqual([running]);
    expect((await store.get(waiting))?.state).toBe('queued');
  });
});

describe('a step', () => {
  it('belongs to one process', async () => {
    const id = await add();
    const claims = await Promise.all([one, other, one, other].map((by) => by.claim(step(id, 'plan'))));
    const won = claims.filter((claim) => claim !== undefined);
    expect(won).toHaveLength(1);
    expect(won[0]).toMatchObject({ attempt: 1, job: { id, state: 'running' } });
    expect(await types(id)).toEqual(['queued', 'started']);
  });

  it('leads to the next stage when all of its stage are done, whoever did them and in whatever order', async () => {
    const id = await planned(3);
    const next = { name: 'join', count: 1 };
    for (const [by, place] of [
      [other, 2],
      [one, 0],
    ] as const) {
      await by.claim(step(id, 'part', place));
      expect(await by.complete(step(id, 'part', place), next)).toEqual([]);
    }
    await one.claim(step(id, 'part', 1));
    // Said by who does not have it, it changes nothing.
    expect(await other.complete(step(id, 'part', 1), next)).toEqual([]);
    expect(await one.complete(step(id, 'part', 1), next)).toEqual([step(id, 'join')]);
    expect(await one.complete(step(id, 'part', 1), next)).toEqual([]);
    expect(await store.get(id)).toMatchObject({ stage: 'join', total: 30 });
    expect(await store.stepCounts(id)).toEqual([
      { name: 'join', state: 'queued', worker: null, count: 1 },
      { name: 'part', state: 'done', worker: 'one', count: 2 },
      { name: 'part', state: 'done', worker: 'other', count: 1 },
      { name: 'plan', state: 'done', worker: 'one', count: 1 },
    ]);
  });

  it('of two that end at the same moment leads to the next stage once', async () => {
    const id = await planned(2);
    await Promise.all([one.claim(step(id, 'part', 0)), other.claim(step(id, 'part', 1))]);
    const next = { name: 'join', count: 1 };
    const waiting = await Promise.all([
      one.complete(step(id, 'part', 0), next),
      other.complete(step(id, 'part', 1), next),
    ]);
    expect(waiting.flat()).toEqual([step(id, 'join')]);
  });

  it('of a process that is gone waits again; those of others stay', async () => {
    const id = await planned(2);
    await one.claim(step(id, 'part', 0));
    await other.claim(step(id, 'part', 1));
    expect(await one.takeFromDead(100)).toEqual([]);
    await other.leave();
    expect(await one.takeFromDead(100)).toEqual([step(id, 'part', 1)]);
    expect(await one.own()).toEqual([step(id, 'part', 0)]);
    // What the one that was taken for dead says now is not heard.
    expect(await other.complete(step(id, 'part', 1), { name: 'join', count: 1 })).toEqual([]);
    expect(await other.giveBack(step(id, 'part', 1), { unspent: true })).toBe(false);
    expect(await one.claim(step(id, 'part', 1))).toMatchObject({ attempt: 2 });
  });

  it('that is given back can be begun by another, as a further try or not', async () => {
    const id = await add();
    await one.claim(step(id, 'plan'));
    expect(await one.giveBack(step(id, 'plan'), { unspent: true })).toBe(true);
    expect(await other.claim(step(id, 'plan'))).toMatchObject({ attempt: 1 });
    await other.giveBack(step(id, 'plan'), { unspent: false });
    expect(await one.claim(step(id, 'plan'))).toMatchObject({ attempt: 2 });
  });

  it('that nobody was called for is found after a while', async () => {
    const id = await add();
    expect(await one.longWaiting(100)).toEqual([]);
    expect(await one.longWaiting(0)).toEqual([step(id, 'plan')]);
  });
});

describe('progress', () => {
  it('is the sum over the steps, told about once a second', async () => {
    const id = await planned(2);
    await one.claim(step(id, 'part', 0));
    await other.claim(step(id, 'part', 1));
    await one.progress(step(id, 'part', 0), { done: 4, detail: { what: 'x' } });
    await other.progress(step(id, 'part', 1), { done: 5 });
    await other.progress(step(id, 'part', 1), { done: 6 }, true);
    await one.progress(step(id, 'part', 1), { done: 1000 }, true);
    const told = (await store.eventsAfter(id, 2)).map(({ data }) => data);
    expect(told).toHaveLength(2);
    expect(told[0]).toMatchObject({ stage: 'part', done: 4, total: 20, detail: { what: 'x' } });
    expect(told[1]).toMatchObject({ stage: 'part', done: 10, total: 20 });
    const { perSecond, remainingSeconds } = told[1] as Record<string, number>;
    expect(perSecond).toBeGreaterThan(0);
    expect(remainingSeconds).toBeGreaterThanOrEqual(0);
    expect(await store.get(id)).toMatchObject({ done: 10, total: 20 });
    await store.end(id, 'cancelled');
    const [{ data: last }] = await store.eventsAfter(id, 4);
    expect(last).toMatchObject({ stage: 'part', done: 10, total: 20 });
    expect(last).not.toHaveProperty('remainingSeconds');
  });
});
