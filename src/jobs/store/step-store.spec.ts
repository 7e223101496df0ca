import { describe, expect, it } from '@jest/globals';
import {
  add,
  database,
  one,
  other,
  planned,
  sleep,
  step,
  store,
  types,
  useStores,
} from './stores.fixture.js';

useStores();

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
