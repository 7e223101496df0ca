import type { TransferListItem } from 'node:worker_threads';
import { CancelledError } from '../core/errors.js';
import type { FromCalled, ToCalled, Verbs } from './call-messages.js';
import { unpackError } from './worker-errors.js';
import { spawnBackground, type BackgroundOptions, type BackgroundWorker } from './worker.js';

export type { Verb, Verbs } from './call-messages.js';

export interface CalledOptions extends BackgroundOptions {
  /** How messages name the background, with a capital letter: `The training of finance/credit-scoring`. */
  name: string;
  /** What calls fail with when the background ends by itself before their result. */
  whenEnded?: (code: number | null, wasReady: boolean) => Error;
}

export interface CallOptions<Event> {
  onEvent?: (event: Event) => void;
  /** Ends the background at once when it is aborted: who computes does not look at messages. */
  signal?: AbortSignal;
  /** The background is ended after so many milliseconds without a result, and the call fails with the error. */
  timeLimit?: { milliseconds: number; error: () => Error };
  /** Buffers that move to a thread instead of being copied. */
  transfer?: TransferListItem[];
}

interface Waiting {
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
  onEvent?: (event: never) => void;
}

/** A background module that answers calls, started by `startCalls`. */
export class Called<Contract extends Verbs<Contract>> {
  /** Settles when the module can answer; calls need not wait for it. */
  readonly ready: Promise<void>;
  /** Resolves with why it answers no more; never rejects. */
  readonly ended: Promise<Error>;
  private readonly waiting = new Map<number, Waiting>();
  private tellReady: () => void = () => undefined;
  private tellEnded: (error: Error) => void = () => undefined;
  private last = 0;
  private wasReady = false;
  private failure: Error | undefined;

  constructor(
    private readonly worker: BackgroundWorker<FromCalled>,
    private readonly options: CalledOptions,
  ) {
    this.ended = new Promise((resolve) => (this.tellEnded = resolve));
    this.ready = new Promise((resolve, reject) => {
      this.tellReady = resolve;
      void this.ended.then(reject);
    });
    this.ready.catch(() => undefined);
    worker.onMessage((message) => this.receive(message));
    worker.onError((error) => this.fail(error));
    worker.onExit((code) => this.fail(this.endedBy(code)));
  }

  get hasEnded(): boolean {
    return this.failure !== undefined;
  }

  /**
   * Have a verb carried out. Calls are begun in their order; a background that computes answers one after the other.
   * @throws what the handler throws, of the same class; what the background fails with while it waits; CancelledError when `signal` is
   *   aborted.
   */
  async call<Name extends keyof Contract & string>(
    verb: Name,
    input: Contract[Name]['input'],
    options: CallOptions<Contract[Name]['event']> = {},
  ): Promise<Contract[Name]['result']> {
    const { signal, timeLimit, transfer, onEvent } = options;
    if (signal?.aborted) throw this.cancelled();
    if (this.failure) throw this.failure;
    const id = ++this.last;
    const stop = (): void => void this.terminate(this.cancelled());
    signal?.addEventListener('abort', stop, { once: true });
    const timer =
      timeLimit && setTimeout(() => void this.terminate(timeLimit.error()), timeLimit.milliseconds);
    try {
      return await new Promise((resolve, reject) => {
        this.waiting.set(id, { resolve, reject, onEvent });
        this.worker.post({ id, verb, input } satisfies ToCalled, transfer);
      });
    } finally {
      this.waiting.delete(id);
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    }
  }

  /** From now on others go first; see `BackgroundWorker`. */
  yield(): void {
    this.worker.yield();
  }

  /** End it now, whatever it computes; what waits fails with `reason`. Resolves when it is gone. */
  terminate(reason: Error = new CancelledError(`${this.options.name} was ended.`)): Promise<void> {
    this.fail(reason);
    return this.worker.terminate();
  }

  private receive(message: FromCalled): void {
    if ('ready' in message) {
      this.wasReady = true;
      this.tellReady();
      return;
    }
    const waiting = this.waiting.get(message.id);
    if ('event' in message) waiting?.onEvent?.(message.event as never);
    else if ('error' in message) waiting?.reject(unpackError(message.error));
    else waiting?.resolve(message.result);
  }

  private fail(error: Error): void {
    if (this.failure) return;
    this.failure = error;
    this.tellEnded(error);
    for (const { reject } of this.waiting.values()) reject(error);
  }

  private endedBy(code: number | null): Error {
    const { name, whenEnded } = this.options;
    return (
      whenEnded?.(code, this.wasReady) ?? new Error(`${name} ended with code ${code} before its result.`)
    );
  }

  private cancelled(): CancelledError {
    return new CancelledError(`${this.options.name} was cancelled.`);
  }
}

/**
 * Start a module that answers calls with `serveCalls`. What the module throws before it can answer, every call fails with.
 * @param data what `backgroundPort().data` is there.
 * @throws EngineError when the compiled file is missing.
 */
export function startCalls<Contract extends Verbs<Contract>>(
  moduleUrl: URL,
  data: unknown,
  options: CalledOptions,
): Called<Contract> {
  return new Called<Contract>(spawnBackground<FromCalled>(moduleUrl, data, options), options);
}
