import { performance } from 'node:perf_hooks';

/** So many callers are remembered; of more the one that was quiet for longest is forgotten. */
const mostCallers = 10_000;

interface Bucket {
  left: number;
  at: number;
}

/** Calls of each caller in a minute: a bucket that fills again evenly. */
export class RateLimit {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly perMinute: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Counts a call. @returns undefined where it may go on, else the whole seconds until another may. */
  take(caller: string): number | undefined {
    const now = this.now();
    const { left, at } = this.buckets.get(caller) ?? { left: this.perMinute, at: now };
    const filled = Math.min(this.perMinute, left + ((now - at) * this.perMinute) / 60_000);
    const isFull = filled < 1;
    // The latest stand last.
    this.buckets.delete(caller);
    this.buckets.set(caller, { left: isFull ? filled : filled - 1, at: now });
    if (this.buckets.size > mostCallers) this.buckets.delete(this.buckets.keys().next().value!);
    return isFull ? Math.ceil(((1 - filled) * 60) / this.perMinute) : undefined;
  }
}
