import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InvalidInputError, NotReadyError, TooLargeError } from '../core/errors.js';
import { startCalls, type Called } from '../engine/call.js';
import { OnDemand } from '../engine/on-demand.js';
import type { TableDraft } from './draft-schema.js';
import type { TableOrder } from './draft-table.js';
import type { KeepOrder } from './keep-table.js';

/** What the thread answers. */
export interface DraftingCalls {
  draft: { input: TableOrder; result: TableDraft };
  keep: { input: KeepOrder; result: void };
}

const workerUrl = new URL('../workers/drafting.worker.js', import.meta.url);

/** MiB of heap: room for the cells of a table of some hundred megabytes. */
const heapLimit = 1024;
const mostWaiting = 8;
const mostMilliseconds = 300_000;
const idleMilliseconds = 60_000;
const retryAfterSeconds = 10;

/** Looks at whole tables, one after the other, in a thread of its own: the event loop goes on, and its memory is its own. */
@Injectable()
export class DraftingThread implements OnApplicationShutdown {
  private readonly thread = new OnDemand<DraftingCalls>(() => this.start(), idleMilliseconds);
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  /** @throws what the work throws; NotReadyError when too many tables wait, or one takes too long; TooLargeError. */
  async call<Name extends keyof DraftingCalls>(
    verb: Name,
    input: DraftingCalls[Name]['input'],
  ): Promise<DraftingCalls[Name]['result']> {
    if (this.waiting >= mostWaiting)
      throw new NotReadyError('Too many tables wait to be looked at.', retryAfterSeconds);
    this.waiting++;
    const asked = this.last.then(() =>
      this.thread.call(verb, input, { timeLimit: { milliseconds: mostMilliseconds, error: late } }),
    );
    this.last = asked.catch(() => undefined);
    try {
      return await asked;
    } catch (error) {
      throw failure(error);
    } finally {
      this.waiting--;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.thread.end(new NotReadyError('The server ends.', retryAfterSeconds));
  }

  private start(): Called<DraftingCalls> {
    return startCalls<DraftingCalls>(workerUrl, undefined, {
      engine: 'none',
      heapLimit,
      name: 'The thread that drafts scenarios',
    });
  }
}

function failure(error: unknown): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
  return new TooLargeError('The table does not fit the memory that there is for a draft.', {
    cause: error,
    hint: 'Take a sample of the rows.',
  });
}

function late(): InvalidInputError {
  return new InvalidInputError(
    `The table could not be looked at within ${mostMilliseconds / 1000} seconds.`,
    { hint: 'Take a sample of the rows.' },
  );
}
