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
const worked = async (id: string): Promise<number> => {
  const text = 'SELECT worked_seconds AS seconds FROM sextant.job WHERE id = $1';
  return (await database.executeSql<{ seconds: number }>(text, [id])).rows[0].seconds;
};
/** By the clock of the database. */
const sleep = (seconds: number) => database.executeSql(`SELECT pg_sleep(${seconds})`);
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
    const { rows } = await database.executeSql<{ number: number }>(
      'SELECT number FROM sextant.migration ORDER BY number',
    );
    expect(rows.map(({ number }) => number)).toEqual(rows.map((_, i) => i + 1));
    expect(rows.length).toBeGreaterThan(1);
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

  it('that was worked on for too long fails', async () => {
    const [running, waiting] = [await add(), await add()];
    await one.claim(step(running, 'plan'));
    await sleep(1);
    expect(await one.own()).toEqual([step(running, 'plan')]);
    const seconds = await worked(running);
    expect(seconds).toBeGreaterThan(0.9);
    expect(await worked(waiting)).toBe(0);
    expect(await store.endOverdue(seconds + 100, { code: 'too-long', message: 'm' })).toEqual([]);
    expect(await store.endOverdue(seconds / 2, { code: 'too-long', message: 'm' })).toEqual([running]);
    expect((await store.get(waiting))?.state).toBe('queued');
  });

  it('is not older by a night of sleep, a clock that jumped or two processes at work than by the work', async () => {
    const id = await planned(2);
    await one.claim(step(id, 'part', 0));
    await other.claim(step(id, 'part', 1));
    // As a clock leaves it that went on by a day, or back by one, since the last sign of work.
    for (const jump of ['- 1 day', '1 day']) {
      const before = await worked(id);
      await database.executeSql(`UPDATE sextant.job SET worked_at = worked_at + interval '${jump}'`);
      await one.own();
      const counted = (await worked(id)) - before;
      expect(counted).toBeGreaterThanOrEqual(0);
      expect(counted).toBeLessThanOrEqual(5);
    }
    const before = await worked(id);
    await database.executeSql(`UPDATE sextant.job SET worked_at = worked_at - interval '3 seconds'`);
    await Promise.all([one.own(), other.own()]);
    expect((await worked(id)) - before).toBeLessThan(5);
    expect(await store.endOverdue(3600, { code: 'too-long', message: 'm' })).toEqual([]);
  });

  it('that has ended is forgotten after its time, or at once, with its steps and events; one that has not is not', async () => {
    const [good, bad, dropped, running] = [await add(), await add(), await add(), await add()];
    await one.claim(step(running, 'plan'));
    await store.end(good, 'succeeded', { result: {} });
    await store.end(bad, 'failed');
    await store.end(dropped, 'cancelled');
    const ago = (days: number) =>
      database.executeSql(`UPDATE sextant.job SET finished_at = now() - interval '${days} days'`);
    await ago(1.5);
    expect((await store.outdated(1)).sort()).toEqual([bad, dropped]);
    await store.expire(1);
    expect((await store.outdated(1)).sort()).toEqual([bad, dropped]);
    await ago(2.5);
    expect((await store.outdated(1)).sort()).toEqual([good, bad, dropped]);
    expect(await store.outdated(3)).toEqual([]);

    expect(await store.remove(running)).toBe(false);
    expect(await store.remove(good)).toBe(true);
    expect(await store.remove(good)).toBe(false);
    expect(await store.get(good)).toBeUndefined();
    expect([await types(good), await store.stepCounts(good)]).toEqual([[], []]);
    expect((await store.get(running))?.state).toBe('running');
  });

  it('is watched with others in one look', async () => {
    const [first, second] = [await add(), await add()];
    await one.claim(step(second, 'plan'));
    await store.end(second, 'cancelled');
    const watched = [
      { id: first, after: 1 },
      { id: second, after: 1 },
      { id: 'gone', after: 7 },
    ];
    const found = await store.eventsOfAll(watched);
    expect(found.map(({ id, event }) => [id, event?.number, event?.type])).toEqual([
      ['gone', undefined, undefined],
      [second, 2, 'started'],
      [second, 3, 'cancelled'],
    ]);
    expect(found[1].event).toEqual((await store.eventsAfter(second, 1))[0]);
    expect(await store.eventsOfAll(watched, 2)).toHaveLength(2);
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

  it('of a process that is gone waits again although the clock was set back since; one of a process that lives stays', async () => {
    const id = await planned(2);
    await one.claim(step(id, 'part', 0));
    await other.claim(step(id, 'part', 1));
    await database.executeSql(`UPDATE sextant.worker SET heartbeat_at = now() + interval '1 day'`);
    expect(await one.takeFromDead(1)).toEqual([]);
    await sleep(1.2);
    await one.heartbeat();
    expect(await one.takeFromDead(1)).toEqual([step(id, 'part', 1)]);
  });

  it('is taken over whatever signs of life there are by who knows that no other process lives', async () => {
    const id = await planned(2);
    await other.claim(step(id, 'part', 1));
    await database.executeSql(`UPDATE sextant.worker SET heartbeat_at = now() + interval '1 day'`);
    expect(await one.takeAll()).toEqual([step(id, 'part', 1)]);
  });

  it('that waits since a moment which is still to come is called for again, once', async () => {
    const id = await planned(1);
    await database.executeSql(`UPDATE sextant.job_step SET queued_at = now() + interval '2 hours'`);
    expect(await one.longWaiting(100)).toEqual([step(id, 'part')]);
    expect(await one.longWaiting(100)).toEqual([]);
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

  it('goes on when the clock is set back', async () => {
    const id = await planned(1);
    await one.claim(step(id, 'part'));
    await one.progress(step(id, 'part'), { done: 4 });
    await database.executeSql(
      `UPDATE sextant.job SET progress_at = progress_at + interval '1 day', rate_from = rate_from + interval '1 day'`,
    );
    await one.progress(step(id, 'part'), { done: 5 });
    const [{ data }] = await store.eventsAfter(id, 3);
    expect(data).toMatchObject({ done: 5, total: 10 });
    expect(Object.keys(data)).not.toContain('perSecond');
    expect((await store.get(id))?.perSecond).toBeNull();
    await one.own();
    await sleep(0.1);
    await one.progress(step(id, 'part'), { done: 6 }, true);
    expect((await store.get(id))?.perSecond).toBeGreaterThan(0);
  });
});
