import { describe, expect, it } from '@jest/globals';
import { migrate } from '../database/migrations.js';
import {
  add,
  database,
  newJob,
  one,
  other,
  planned,
  sleep,
  step,
  store,
  types,
  worked,
  useStores,
} from './stores.fixture.js';

useStores();

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
