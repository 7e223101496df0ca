import { InvalidInputError, NotReadyError } from '../core/errors.js';
import { startCalls, type Called } from '../engine/call.js';
import { OnDemand } from '../engine/on-demand.js';
import type { CsvOptions, CsvSource } from './source.js';

/** A table to be looked at. */
export interface HeaderOrder {
  path: string;
  options: Pick<CsvOptions, 'delimiter' | 'encoding' | 'expectedColumns'>;
}

export type SeenHeader = Pick<CsvSource, 'header' | 'delimiter'>;

/** What the thread answers. */
export interface HeaderCalls {
  look: { input: HeaderOrder; result: SeenHeader };
}

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
  private readonly thread: OnDemand<HeaderCalls>;
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(options: HeaderThreadOptions = {}) {
    this.options = { ...defaults, ...options };
    this.thread = new OnDemand(() => this.start(), this.options.idle);
  }

  /**
   * Header and delimiter of a file, as `openCsv` finds them.
   * @throws whatever `openCsv` throws; InvalidInputError for a header that takes more memory than there is for it, as that of a large workbook does; NotReadyError when
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

  close(): Promise<void> {
    const reason = 'Tables are not looked at any more: the server ends.';
    return this.thread.end(new NotReadyError(reason, retryAfterSeconds));
  }

  /** One that hangs is ended, and the next order gets another thread. */
  private async look(order: HeaderOrder): Promise<SeenHeader> {
    const { timeLimit } = this.options;
    try {
      return await this.thread.call('look', order, {
        timeLimit: { milliseconds: timeLimit, error: () => late(order, timeLimit) },
      });
    } catch (error) {
      throw this.failure(error, order);
    }
  }

  private start(): Called<HeaderCalls> {
    const { heapLimit, module } = this.options;
    const name = 'The thread that looks at tables';
    return startCalls<HeaderCalls>(module, undefined, { engine: 'none', heapLimit, name });
  }

  private failure(error: unknown, { path }: HeaderOrder): unknown {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
    const { heapLimit } = this.options;
    return new InvalidInputError(
      `${path}: to look at its header takes more than ${heapLimit} MiB of memory.`,
      {
        cause: error,
        hint: 'Save a large workbook as CSV, which is read piece by piece.',
        details: [
          { expected: 'a header line of ordinary names; of a workbook, a smaller one', received: 'more' },
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
