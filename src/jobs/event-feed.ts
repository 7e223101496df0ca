import { NotReadyError, asError } from '../core/errors.js';
import { Follower, type Topic } from './follower.js';
import { lastEventTypes, type JobEvent } from './job.js';
import type { EventPosition, WatchedEvent } from './store/job-store.js';

/** New events are looked for so often: any process may write them. */
const lookMilliseconds = 300;

/** So many events of a job are held for its followers; who is further behind reads them from the store. */
const mostHeld = 500;

/** Seconds until one of many followers may have gone. */
const retryAfterSeconds = 5;

/** What a feed reads. */
export interface EventSource {
  eventsAfter(id: string, number: number): Promise<JobEvent[]>;
  eventsOfAll(watched: readonly EventPosition[], limit: number): Promise<WatchedEvent[]>;
}

/**
 * The events of jobs for those who listen in this process. However many they are, the store is asked once in a while for all of them, and
 * not at all while nobody listens.
 */
export class EventFeed {
  private readonly topics = new Map<string, Topic>();
  private open = 0;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  /** @param most the most followers at once */
  constructor(
    private readonly source: () => Promise<EventSource>,
    private readonly most: number,
  ) {}

  /**
   * Follow a job that was seen at its event `lastEvent`, from the one behind `after`.
   * @throws NotReadyError when too many do already, or this process ends.
   */
  follow({ id, lastEvent }: { id: string; lastEvent: number }, after: number): Follower {
    if (this.isClosed) throw new NotReadyError('The server ends.', retryAfterSeconds);
    if (this.open >= this.most) throw full(this.most);
    const topic = this.topics.get(id) ?? {
      id,
      last: lastEvent,
      held: [],
      hasEnded: false,
      followers: new Set(),
    };
    this.topics.set(id, topic);
    const follower = new Follower(topic, Math.min(after, lastEvent), {
      read: async (number) => (await this.source()).eventsAfter(id, number),
      leave: () => this.leave(topic, follower),
    });
    topic.followers.add(follower);
    this.open++;
    this.look();
    return follower;
  }

  /** Nobody hears more: this process ends. */
  close(): void {
    this.isClosed = true;
    for (const { followers } of [...this.topics.values()]) for (const one of [...followers]) one.close();
  }

  private leave(topic: Topic, follower: Follower): void {
    this.open--;
    topic.followers.delete(follower);
    if (topic.followers.size === 0) this.drop(topic);
    if (this.topics.size > 0) return;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Look for new events after a while, unless somebody will anyway. */
  private look(milliseconds = lookMilliseconds): void {
    this.timer ??= setTimeout(() => void this.lookOnce(), milliseconds);
  }

  private async lookOnce(): Promise<void> {
    const watched = [...this.topics.values()].filter(({ hasEnded }) => !hasEnded);
    let found: WatchedEvent[] = [];
    try {
      const positions = watched.map(({ id, last }) => ({ id, after: last }));
      if (watched.length > 0) found = await (await this.source()).eventsOfAll(positions, mostHeld);
    } catch (error) {
      for (const topic of watched) this.fail(topic, asError(error));
    }
    for (const one of found) this.take(one);
    this.timer = undefined;
    if (this.topics.size > 0) this.look(found.length === mostHeld ? 0 : lookMilliseconds);
  }

  private take({ id, event }: WatchedEvent): void {
    const topic = this.topics.get(id);
    if (!topic) return;
    if (event && event.number === topic.last + 1) {
      topic.last = event.number;
      topic.held.push(event);
      if (topic.held.length > mostHeld) topic.held.shift();
    }
    // A job that is not there any more tells nothing either.
    if (!event || lastEventTypes.has(event.type)) topic.hasEnded = true;
    for (const follower of topic.followers) follower.wake();
  }

  /** Whoever follows is told, and connects again when the store answers. */
  private fail(topic: Topic, problem: Error): void {
    topic.problem = problem;
    this.drop(topic);
    for (const follower of topic.followers) follower.wake();
  }

  private drop(topic: Topic): void {
    if (this.topics.get(topic.id) === topic) this.topics.delete(topic.id);
  }
}

function full(most: number): NotReadyError {
  return new NotReadyError(`${most} streams of events are open already.`, retryAfterSeconds, {
    hint: 'Whoever runs the server may allow more: SEXTANT_JOB_STREAMS.',
  });
}
