import type { Configuration } from '../../../core/configuration.js';
import { CancelledError } from '../../../core/errors.js';
import { spawnBackground, type BackgroundWorker } from '../../../engine/worker.js';
import { unpackError, type PackedError } from '../../../engine/worker-errors.js';
import type { Receipt } from '../receipt.js';
import type { JoinRequest } from './join-parts.js';
import type { PartReport } from './part-files.js';
import type { PartsPlan } from './plan.js';
import type { PlanRequest } from './plan-parts.js';

/** What a thread is asked to do with a batch. */
export type PartsOrder =
  | { verb: 'plan'; model: string; request: Omit<PlanRequest, 'onProgress'> }
  | { verb: 'score'; folder: string; place: number; worker: string }
  | { verb: 'join'; folder: string; worker: string; request: Omit<JoinRequest, 'plan' | 'folder'> };

export interface PartsResults {
  plan: PartsPlan;
  score: PartReport;
  join: Receipt;
}

export type PartsMessage =
  | { kind: 'progress'; rows: number }
  | { kind: 'done'; result: unknown }
  | { kind: 'failed'; error: PackedError };

const workerUrl = new URL('../../../workers/parts.worker.js', import.meta.url);

/** A thread holds an engine and a model; after so long without work it is ended. */
const idleMilliseconds = 60_000;

interface Current {
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
  onProgress?: (rows: number) => void;
}

/**
 * A thread (a process on the native engine) that plans, scores and joins, one order after the other, beside the event loop. It
 * starts with the first order and keeps the model that it used last.
 */
export class PartsThread {
  private worker: BackgroundWorker<PartsMessage> | undefined;
  private current: Current | undefined;
  private idle: NodeJS.Timeout | undefined;

  constructor(private readonly configuration: Configuration) {}

  /**
   * One order at a time.
   * @throws whatever the order throws; CancelledError when `signal` is aborted, which ends the thread at once.
   */
  async run<Verb extends PartsOrder['verb']>(
    order: Extract<PartsOrder, { verb: Verb }>,
    { signal, onProgress }: { signal: AbortSignal; onProgress?: (rows: number) => void },
  ): Promise<PartsResults[Verb]> {
    if (signal.aborted) throw cancelled();
    clearTimeout(this.idle);
    this.worker ??= this.start();
    const { worker } = this;
    const stop = (): void => {
      this.current?.reject(cancelled());
      void this.close();
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      const result = await new Promise<unknown>((resolve, reject) => {
        this.current = { resolve, reject, onProgress };
        worker.post(order);
      });
      return result as PartsResults[Verb];
    } finally {
      this.current = undefined;
      signal.removeEventListener('abort', stop);
      this.idle = setTimeout(() => void this.close(), idleMilliseconds).unref();
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.idle);
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }

  private start(): BackgroundWorker<PartsMessage> {
    const worker = spawnBackground<PartsMessage>(workerUrl, this.configuration);
    const isCurrent = () => this.worker === worker;
    worker.onMessage((message) => {
      if (!isCurrent()) return;
      if (message.kind === 'progress') this.current?.onProgress?.(message.rows);
      else if (message.kind === 'done') this.current?.resolve(message.result);
      else this.current?.reject(unpackError(message.error));
    });
    worker.onError((error) => {
      if (isCurrent()) this.current?.reject(error);
    });
    worker.onExit((code) => {
      if (!isCurrent()) return;
      this.worker = undefined;
      this.current?.reject(new Error(`The thread of a batch ended with code ${code}.`));
    });
    return worker;
  }
}

function cancelled(): CancelledError {
  return new CancelledError('The work on a batch was cancelled.');
}
