import { lastEventTypes, type JobEvent } from './job.js';

/** Node's timers take no more. */
const longestTimer = 2 ** 31 - 1;

/** A job that is followed, for all who do. */
export interface Topic {
  id: string;
  /** The number of the last event that was seen. */
  last: number;
  /** The last events that were seen, without a gap. */
  held: JobEvent[];
  /** Nothing will come any more. */
  hasEnded: boolean;
  problem?: Error;
  followers: Set<Follower>;
}

export interface FollowerParts {
  /** Events behind a number that are held no more. */
  read: (number: number) => Promise<JobEvent[]>;
  leave: () => void;
}

/** Reads the events of one job at its own pace, and holds none of them. One `next` at a time. */
export class Follower {
  private isOpen = true;
  private hasSeenEnd = false;
  private stopWaiting: () => void = () => undefined;

  constructor(
    private readonly topic: Topic,
    private last: number,
    private readonly parts: FollowerParts,
  ) {}

  /**
   * The next events in order, as soon as there are any; none after so many milliseconds without; undefined when no others will come, or
   * when it was closed.
   * @throws what the store throws
   */
  async next(milliseconds: number): Promise<JobEvent[] | undefined> {
    if (this.hasSeenEnd) return undefined;
    if (this.isOpen && !this.hasNews) await this.wait(milliseconds);
    if (!this.isOpen) return undefined;
    const events = await this.behind();
    if (!this.isOpen || !events) return undefined;
    const end = events.findIndex(({ type }) => lastEventTypes.has(type));
    this.hasSeenEnd = end >= 0;
    this.last = events.at(-1)?.number ?? this.last;
    return end >= 0 ? events.slice(0, end + 1) : events;
  }

  /** There may be news. */
  wake(): void {
    this.stopWaiting();
  }

  /** To be called in the end. A `next` that waits is answered at once. */
  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.wake();
    this.parts.leave();
  }

  private get hasNews(): boolean {
    const { last, hasEnded, problem } = this.topic;
    return this.last < last || hasEnded || problem !== undefined;
  }

  private wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.min(milliseconds, longestTimer));
      this.stopWaiting = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private async behind(): Promise<JobEvent[] | undefined> {
    const { last, held, hasEnded, problem } = this.topic;
    if (problem) throw problem;
    const first = last - held.length;
    const events = this.last < first ? await this.parts.read(this.last) : held.slice(this.last - first);
    // Events go only with their job, so where some were there must be some still.
    const isOver = this.last < first || hasEnded;
    return events.length === 0 && isOver ? undefined : events;
  }
}
