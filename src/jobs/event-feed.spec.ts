import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NotReadyError } from '../core/errors.js';
import { EventFeed } from './event-feed.js';
import type { Follower } from './follower.js';
import type { JobEvent } from './job.js';
import type { EventPosition } from './store/job-store.js';

/** Events of jobs by their ids, and how often they were looked for. */
class Source {
  readonly jobs = new Map<string, JobEvent[]>();
  looks = 0;
  reads = 0;
  problem?: Error;

  tell(id: string, type = 'progress'): number {
    const events = this.jobs.get(id) ?? [];
    events.push({ number: events.length + 1, type, data: {}, at: new Date(0) });
    this.jobs.set(id, events);
    return events.length;
  }

  eventsAfter(id: string, number: number): Promise<JobEvent[]> {
    this.reads++;
    return Promise.resolve(this.jobs.get(id)?.slice(number, number + 500) ?? []);
  }

  eventsOfAll(watched: readonly EventPosition[], limit: number) {
    this.looks++;
    if (this.problem) return Promise.reject(this.problem);
    const found = watched.flatMap(
      ({ id, after }) =>
        this.jobs
          .get(id)
          ?.slice(after)
          .map((event) => ({ id, event })) ?? [{ id }],
    );
    return Promise.resolve(found.slice(0, limit));
  }
}

const most = 300;
const long = 60_000;
let source: Source;
let feed: EventFeed;
beforeEach(() => {
  source = new Source();
  feed = new EventFeed(() => Promise.resolve(source), most);
});
afterEach(() => feed.close());

const follow = (id: string, after = 0): Follower =>
  feed.follow({ id, lastEvent: source.jobs.get(id)?.length ?? 0 }, after);
const numbers = (events: readonly JobEvent[] | undefined) => events?.map(({ number }) => number);

/** All that a follower hears until the end. */
async function heard(follower: Follower): Promise<number[]> {
  const all: number[] = [];
  for (;;) {
    const events = await follower.next(long);
    if (!events) return all;
    all.push(...events.map(({ number }) => number));
  }
}

describe('a follower of a job', () => {
  it('hears every event once and in order from where it was, and no more behind the last one', async () => {
    for (let i = 0; i < 1200; i++) source.tell('a');
    const all = [
      heard(follow('a')),
      heard(follow('a', 700)),
      heard(follow('a', 1200)),
      heard(follow('a', 9999)),
    ];
    for (let i = 0; i < 1200; i++) source.tell('a');
    source.tell('a', 'succeeded');
    source.tell('a', 'expired');
    const from = (first: number) => Array.from({ length: 2402 - first }, (_, i) => first + i);
    expect(await Promise.all(all)).toEqual([from(1), from(701), from(1201), from(1201)]);
  });

  it('of a job that had ended hears what it missed', async () => {
    source.tell('a');
    source.tell('a', 'failed');
    expect(await heard(follow('a'))).toEqual([1, 2]);
  });

  it('that is slow misses nothing, and holds nothing up', async () => {
    source.tell('a');
    const [slow, fast] = [follow('a', 1), follow('a', 1)];
    const all = heard(fast);
    for (let i = 0; i < 1600; i++) source.tell('a');
    source.tell('a', 'succeeded');
    expect(await all).toHaveLength(1601);
    expect(await heard(slow)).toEqual(await all);
  });

  it('has an empty answer when nothing happens for long, and none when its job is gone', async () => {
    source.tell('a');
    const follower = follow('a', 1);
    expect(await follower.next(10)).toEqual([]);
    source.jobs.delete('a');
    expect(await follower.next(long)).toBeUndefined();
    expect(await follow('a', -1).next(long)).toBeUndefined();
  });

  it('that is closed is answered at once, while it waits and afterwards', async () => {
    source.tell('a');
    const follower = follow('a', 1);
    const next = follower.next(long);
    follower.close();
    expect(await next).toBeUndefined();
    expect(await follower.next(long)).toBeUndefined();
    follower.close();
  });

  it('is told when the store does not answer; a later one is heard again', async () => {
    source.tell('a');
    const follower = follow('a', 1);
    source.problem = new NotReadyError('away', 1);
    await expect(follower.next(long)).rejects.toThrow('away');
    source.problem = undefined;
    const later = follow('a', 1);
    follower.close();
    source.tell('a', 'succeeded');
    expect(await heard(later)).toEqual([2]);
  });
});

describe('the feed of events', () => {
  it('looks once for all followers of all jobs, and not at all when the last one is gone', async () => {
    for (const id of ['a', 'b', 'c']) source.tell(id);
    const followers = Array.from({ length: most }, (_, i) => follow('abc'[i % 3], 1));
    const all = followers.map((follower) => follower.next(long));
    for (const id of ['a', 'b', 'c']) source.tell(id);
    expect((await Promise.all(all)).map(numbers)).toEqual(followers.map(() => [2]));
    expect([source.looks, source.reads]).toEqual([1, 0]);
    for (const follower of followers) follower.close();
    await wait(700);
    expect(source.looks).toBe(1);
  });

  it('has a limit, and room again when a follower leaves', () => {
    source.tell('a');
    const followers = Array.from({ length: most }, () => follow('a'));
    expect(() => follow('a')).toThrow(`${most} streams of events are open already.`);
    expect(() => follow('a')).toThrow(NotReadyError);
    followers[7].close();
    followers[7].close();
    follow('a');
    expect(() => follow('a')).toThrow(NotReadyError);
  });

  it('ends for all when the process does', async () => {
    source.tell('a');
    const all = [follow('a', 1).next(long), follow('a', 1).next(long)];
    feed.close();
    expect(await Promise.all(all)).toEqual([undefined, undefined]);
    expect(() => follow('a')).toThrow('The server ends.');
  });
});
