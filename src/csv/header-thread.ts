import { InvalidInputError, NotReadyError } from '../core/errors.js';
import { spawnBackground, type BackgroundWorker } from '../engine/worker.js';
import { unpackError, type PackedError } from '../engine/worker-errors.js';
import type { CsvOptions, CsvSource } from './source.js';

/** A table to be looked at. */
export interface HeaderOrder {
  path: string;
  options: Pick<CsvOptions, 'delimiter' | 'expectedColumns'>;
}

export type SeenHeader = Pick<CsvSource, 'header' | 'delimiter'>;

export type HeaderMessage = { kind: 'seen'; seen: SeenHeader } | { kind: 'failed'; error: PackedError };

export interface HeaderThreadOptions {
  /** MiB of JavaScript heap; the largest allowed header takes about a third of the default. */
  heapLimit?: number;
  /** Orders that wait; more are refused. */
  mostWaiting?: number;
  /** Milliseconds for one table. */
  timeLimit?: number;
  /** Milliseconds without an order until the thread ends. */
  idle?: number;
  /** The module that answers. */
  module?: URL;
}

interface Current {
  order: HeaderOrder;
  resolve: (message: HeaderMessage) => void;
  reject: (error: Error) => void;
}

const defaults = {
  heapLimit: 192,
  mostWaiting: 64,
  timeLimit: 30_000,
  idle: 60_000,
  module: new URL('../workers/header.worker.js', import.meta.url),
};

const retryAfterSeconds = 5;

/**
 * Looks at the headers of tables that others send, one after the other, in a thread of its own: whatever they hold, the event loop
 * goes on, and a thread that runs out of memory takes nothing with it. It loads no engine, starts with the first order and
 * ends when there were none for a while.
 */
export class HeaderThread {
  private readonly options: Required<HeaderThreadOptions>;
  private worker: BackgroundWorker<HeaderMessage> | undefined;
  private current: Current | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  private idle: NodeJS.Timeout | undefined;

  constructor(options: HeaderThreadOptions = {}) {
    this.options = { ...defaults, ...options };
  }

  /**
   * Header and delimiter of a file, as `openCsv` finds them.
   * @throws whatever `openCsv` throws; InvalidInputError for a header that takes more memory than there is for it; NotReadyError when
   *   too many wait, or a file cannot be read in time.
   */
  async read(path: string, options: HeaderOrder['options'] = {}): Promise<SeenHeader> {
    if (this.waiting >= this.options.mostWaiting) {
      throw new NotReadyError('Too many tables wait to be looked at.', retryAfterSeconds);
    }
    this.waiting++;
    const seen = this.last.then(() => this.look({ path, options }));
    this.last = seen.catch(() => undefined);
    try {
      return await seen;
    } finally {
      this.waiting--;
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.idle);
    const { worker, current } = this;
    this.worker = undefined;
    this.current = undefined;
    current?.reject(
      new NotReadyError('Tables are not looked at any more: the server ends.', retryAfterSeconds),
    );
    await worker?.terminate();
  }

  private async look(order: HeaderOrder): Promise<SeenHeader> {
    clearTimeout(this.idle);
    const { timeLimit, idle } = this.options;
    this.worker ??= this.start();
    const { worker } = this;
    let timer: NodeJS.Timeout | undefined;
    try {
      const message = await new Promise<HeaderMessage>((resolve, reject) => {
        this.current = { order, resolve, reject };
        timer = setTimeout(() => reject(late(order, timeLimit)), timeLimit);
        worker.post(order);
      });
      if (message.kind === 'seen') return message.seen;
      throw unpackError(message.error);
    } finally {
      clearTimeout(timer);
      // Still waiting for its answer: it hangs, and the next order gets another thread.
      if (this.current) await this.close();
      this.current = undefined;
      this.idle = setTimeout(() => void this.close(), idle).unref();
    }
  }

  private start(): BackgroundWorker<HeaderMessage> {
    const { heapLimit, module } = this.options;
    const worker = spawnBackground<HeaderMessage>(module, undefined, { engine: 'none', heapLimit });
    const take = (): Current | undefined => {
      if (this.worker !== worker) return undefined;
      const { current } = this;
      this.current = undefined;
      return current;
    };
    const end = (error: Error): void => {
      const current = take();
      if (this.worker === worker) this.worker = undefined;
      void worker.terminate();
      current?.reject(this.failure(error, current.order));
    };
    worker.onMessage((message) => take()?.resolve(message));
    worker.onError(end);
    worker.onExit((code) => end(new Error(`The thread that looks at tables ended with code ${code}.`)));
    return worker;
  }

  private failure(error: Error, { path }: HeaderOrder): Error {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
    const { heapLimit } = this.options;
    return new InvalidInputError(
      `${path}: the header takes more than ${heapLimit} MiB of memory to be read.`,
      {
        cause: error,
        details: [
          { expected: 'a header line of ordinary names', received: 'one that does not fit the memory' },
        ],
      },
    );
  }
}

function late({ path }: HeaderOrder, timeLimit: number): NotReadyError {
  const message = `${path} could not be looked at within ${timeLimit / 1000} seconds.`;
  return new NotReadyError(message, retryAfterSeconds, {
    hint: 'The disk may be slow or away; try again.',
  });
}
