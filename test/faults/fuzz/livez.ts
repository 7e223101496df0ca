import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

/** An answer of /livez that took long, or none. */
export interface SlowAnswer {
  /** When it was asked, in milliseconds of the epoch. */
  at: number;
  milliseconds: number;
  failure?: string;
}

interface Sums {
  asked: number;
  /** Milliseconds, since the sums were asked for before. */
  longest: number;
}

/** What the thread that asks sends. */
export type Message = ({ kind: 'slow' } & SlowAnswer) | ({ kind: 'sums' } & Sums);

/** Asks a server again and again whether it lives. */
export class LivezWatcher {
  readonly slow: SlowAnswer[] = [];
  private readonly worker: Worker;
  private readonly exit: Promise<unknown>;
  /** Takes the sums that were asked for. */
  private take: (sums: Sums) => void = () => undefined;

  constructor(port: number) {
    this.worker = new Worker(new URL('./livez-watcher.mjs', import.meta.url), { workerData: { port } });
    this.worker.on('message', (message: Message) => {
      if (message.kind === 'slow') this.slow.push(message);
      else this.take(message);
    });
    this.exit = once(this.worker, 'exit');
  }

  /** The longest answer since this was asked before, with what comes in so many milliseconds more. */
  async longest(milliseconds = 60): Promise<number> {
    await wait(milliseconds);
    return (await this.sums('sums')).longest;
  }

  async stop(): Promise<Sums> {
    const sums = await this.sums('stop');
    await this.exit;
    return sums;
  }

  private sums(order: 'sums' | 'stop'): Promise<Sums> {
    return new Promise((resolve) => {
      this.take = resolve;
      this.worker.postMessage(order);
    });
  }
}

/** The milliseconds of the epoch, finely; alike in all threads. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
