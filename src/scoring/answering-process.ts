import type { Configuration } from '../core/configuration.js';
import { TooLargeError } from '../core/errors.js';
import { startCalls, type Called } from '../engine/call.js';
import { OnDemand } from '../engine/on-demand.js';
import type {
  AnsweredRows,
  GivenAnswers,
  OperationEvents,
  SeenRows,
} from '../monitoring/operation-events.js';
import { partsOf, type RequestOrder, type RequestTarget } from './large-request.js';
import { scoreFileHint } from './request-body.js';

/** What the process is asked: to take a request part by part, then to answer it, which it does part by part; it tells what it answered, too. */
export interface RequestCalls {
  take: { input: Uint8Array; result: void };
  answer: {
    input: RequestTarget;
    result: void;
    event: { part: Uint8Array } | { answered: AnsweredRows } | { seen: SeenRows } | { given: GivenAnswers };
  };
}

const workerUrl = new URL('../workers/requests.worker.js', import.meta.url);

/** It holds an engine and models; after so long without work it is ended. */
const idleMilliseconds = 5 * 60_000;

/** Whoever waits longer for an answer has mostly gone, and others wait behind. */
const mostMilliseconds = 120_000;

/**
 * Heap in MiB: the values of a JSON text may need fifty times its bytes. At least that of the largest body by default.
 */
const heapPerByte = 64;
const leastHeap = 1024;

/**
 * A process that answers large requests, one after the other. It starts with the first one. A thread would share its end with the
 * server: where V8 finds no room for a large array it ends the whole process, whatever the limit of the thread.
 */
export class AnsweringProcess {
  private readonly process = new OnDemand(() => this.start(), idleMilliseconds);

  constructor(
    private readonly configuration: Configuration,
    private readonly events: OperationEvents,
  ) {}

  /**
   * One request at a time.
   * @throws what answering it throws; TooLargeError when it takes more memory or time than a request may.
   */
  async answer({ json, ...target }: RequestOrder): Promise<Uint8Array> {
    const deadline = setTimeout(() => this.end(tooMuch('time')), mostMilliseconds);
    try {
      // In turns: to a process every part is copied.
      for (const part of partsOf(json)) await this.process.call('take', part);
      const parts: Uint8Array[] = [];
      await this.process.call('answer', target, {
        onEvent: (event) => {
          if ('part' in event) parts.push(event.part);
          else if ('seen' in event) this.events.emit('seen', event.seen);
          else if ('given' in event) this.events.emit('given', event.given);
          else this.events.emit('answered', event.answered);
        },
      });
      return Buffer.concat(parts);
    } finally {
      clearTimeout(deadline);
    }
  }

  /** End it now; what it was answering fails with `reason`. */
  end(reason: Error): void {
    void this.process.end(reason);
  }

  private start(): Called<RequestCalls> {
    const heapLimit = Math.max(leastHeap, (heapPerByte * this.configuration.maxBodyBytes) / 2 ** 20);
    return startCalls<RequestCalls>(workerUrl, this.configuration, {
      name: 'The process of large requests',
      ownProcess: true,
      heapLimit: Math.ceil(heapLimit),
      whenEnded: (code, wasReady) => {
        const problem = new Error(`The process of large requests ended with code ${code}.`);
        return wasReady ? tooMuch('memory', problem) : problem;
      },
    });
  }
}

function tooMuch(what: 'memory' | 'time', cause?: Error): TooLargeError {
  return new TooLargeError(`This request takes more ${what} than one request may.`, {
    hint: scoreFileHint,
    cause,
  });
}
