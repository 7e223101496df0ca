import type { Configuration } from '../core/configuration.js';
import { TooLargeError } from '../core/errors.js';
import { unpackError } from '../engine/worker-errors.js';
import { spawnBackground, type BackgroundWorker } from '../engine/worker.js';
import { partsOf, type RequestMessage, type RequestOrder, type RequestPart } from './large-request.js';
import { scoreFileHint } from './predict-rows.js';

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

interface Current {
  /** Of the answer, as they came. */
  parts: Uint8Array[];
  resolve: (json: Uint8Array) => void;
  reject: (error: Error) => void;
}

/**
 * A process that answers large requests, one after the other. It starts with the first one. A thread would share its end with the
 * server: where V8 finds no room for a large array it ends the whole process, whatever the limit of the thread.
 */
export class AnsweringProcess {
  private worker: BackgroundWorker<RequestMessage> | undefined;
  private isReady = false;
  private current: Current | undefined;
  private idle: NodeJS.Timeout | undefined;

  constructor(private readonly configuration: Configuration) {}

  /**
   * One request at a time.
   * @throws what answering it throws; TooLargeError when it takes more memory or time than a request may.
   */
  async answer(order: RequestOrder): Promise<Uint8Array> {
    clearTimeout(this.idle);
    this.worker ??= this.start();
    const { worker } = this;
    const deadline = setTimeout(() => this.end(tooMuch('time')), mostMilliseconds);
    try {
      return await new Promise<Uint8Array>((resolve, reject) => {
        this.current = { parts: [], resolve, reject };
        void send(worker, order);
      });
    } finally {
      this.current = undefined;
      clearTimeout(deadline);
      this.idle = setTimeout(() => this.end(new Error('It was idle.')), idleMilliseconds).unref();
    }
  }

  /** End it now; what it was answering fails with `reason`. */
  end(reason: Error): void {
    clearTimeout(this.idle);
    const { worker } = this;
    this.worker = undefined;
    this.current?.reject(reason);
    void worker?.terminate();
  }

  private start(): BackgroundWorker<RequestMessage> {
    const heapLimit = Math.max(leastHeap, (heapPerByte * this.configuration.maxBodyBytes) / 2 ** 20);
    const worker = spawnBackground<RequestMessage>(workerUrl, this.configuration, {
      ownProcess: true,
      heapLimit: Math.ceil(heapLimit),
    });
    this.isReady = false;
    const isCurrent = () => this.worker === worker;
    worker.onMessage((message) => {
      if (isCurrent()) this.receive(message);
    });
    worker.onError((error) => {
      if (isCurrent()) this.current?.reject(error);
    });
    worker.onExit((code) => {
      if (!isCurrent()) return;
      this.worker = undefined;
      const problem = new Error(`The process of large requests ended with code ${code}.`);
      this.current?.reject(this.isReady ? tooMuch('memory', problem) : problem);
    });
    return worker;
  }

  private receive(message: RequestMessage): void {
    const { current } = this;
    if (message.kind === 'ready') this.isReady = true;
    else if (message.kind === 'part') current?.parts.push(message.part);
    else if (message.kind === 'end') current?.resolve(Buffer.concat(current.parts));
    else current?.reject(unpackError(message.error));
  }
}

/** In turns: to a process every part is copied. One that has ended takes nothing any more. */
async function send(worker: BackgroundWorker, { json, ...target }: RequestOrder): Promise<void> {
  const post = (message: RequestPart) => worker.post(message);
  for (const part of partsOf(json)) {
    post({ part });
    await new Promise((resolve) => setImmediate(resolve));
  }
  post({ target });
}

function tooMuch(what: 'memory' | 'time', cause?: Error): TooLargeError {
  return new TooLargeError(`This request takes more ${what} than one request may.`, {
    hint: scoreFileHint,
    cause,
  });
}
