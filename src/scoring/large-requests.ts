import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Configuration } from '../core/configuration.js';
import { CancelledError, NotReadyError } from '../core/errors.js';
import { CONFIGURATION } from '../core/tokens.js';
import { OperationEvents } from '../monitoring/operation-events.js';
import { AnsweringProcess } from './answering-process.js';
import type { RequestOrder, WhenLeft } from './large-request.js';

/** So many requests, or so many bytes of them, wait at most. */
const mostWaiting = 16;
const mostWaitingBytes = 128 * 1024 * 1024;

/** Seconds until there is room again: a large request takes seconds. */
const retryAfterSeconds = 5;

/** Takes a place in line without a request. */
const nothing: RequestOrder = { scenario: '', json: new Uint8Array() };

interface Waiting {
  order: RequestOrder;
  answer: () => Promise<void>;
  reject: (error: Error) => void;
}

/** Large requests stand in line for a process of their own, so that none of them holds up the server. */
@Injectable()
export class LargeRequests implements OnApplicationShutdown {
  private readonly process: AnsweringProcess;
  private line: Waiting[] = [];
  private isBusy = false;

  constructor(@Inject(CONFIGURATION) configuration: Configuration, events: OperationEvents) {
    this.process = new AnsweringProcess(configuration, events);
  }

  /**
   * The answer as JSON in UTF-8.
   * @param whenLeft tells when nobody waits for the answer any more; what is still in line is then left out.
   * @throws what answering it throws; NotReadyError when too many wait already; TooLargeError when it takes more memory or time than a
   * request may.
   */
  answer(order: RequestOrder, whenLeft?: WhenLeft): Promise<Uint8Array> {
    this.checkRoom(order);
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        order,
        answer: () => this.process.answer(order).then(resolve, reject),
        reject,
      };
      this.line.push(waiting);
      whenLeft?.(() => this.leave(waiting));
      void this.work();
    });
  }

  /** What is in line is answered as before; whatever comes then, by a process that reads the scenarios anew. */
  beginAnew(): void {
    const end = () => this.process.end(new CancelledError('The scenarios have changed.'));
    this.line.push({ order: nothing, answer: () => Promise.resolve(end()), reject: () => undefined });
    void this.work();
  }

  onApplicationShutdown(): void {
    const reason = new CancelledError('The server has ended.');
    for (const { reject } of this.line.splice(0)) reject(reason);
    this.process.end(reason);
  }

  private async work(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    for (let next = this.line.shift(); next; next = this.line.shift()) await next.answer();
    this.isBusy = false;
  }

  private checkRoom({ json }: RequestOrder): void {
    const bytes = this.line.reduce((sum, { order }) => sum + order.json.byteLength, json.byteLength);
    if (this.line.length === 0) return;
    if (this.line.length < mostWaiting && bytes <= mostWaitingBytes) return;
    throw new NotReadyError(`${this.line.length} large requests wait already.`, retryAfterSeconds, {
      hint: 'Smaller requests are answered at once; a CSV file takes any number of rows.',
    });
  }

  private leave(waiting: Waiting): void {
    const at = this.line.indexOf(waiting);
    if (at === -1) return;
    this.line.splice(at, 1);
    waiting.reject(new CancelledError('Nobody waits for the answer any more.'));
  }
}
