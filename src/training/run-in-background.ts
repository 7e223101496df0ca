import { CancelledError, TooLargeError } from '../core/errors.js';
import { spawnBackground } from '../engine/worker.js';
import type { Configuration } from '../core/configuration.js';
import type { FoldRequest, FoldResult, MeasuredFolds } from './evaluate-folds.js';
import type { CandidateProgress } from '../learning/fitting/fit-candidate.js';
import type { TrainRequest, TrainResult } from './train-scenario.js';

/** What the worker is asked for. */
export type TrainingOrder = { scenario: string; configuration: Configuration } & (
  | ({ verb: 'train' } & Pick<TrainRequest, 'file' | 'seed' | 'search' | 'promote'>)
  | ({ verb: 'evaluate' } & Omit<FoldRequest, 'scenario' | 'onFold' | 'signal'>)
);

/** What the worker sends back. */
export type TrainingMessage =
  | { kind: 'epoch'; progress: CandidateProgress }
  | { kind: 'fold'; result: FoldResult; total: number }
  | { kind: 'trained'; result: TrainResult }
  | { kind: 'evaluated'; result: MeasuredFolds };

const workerUrl = new URL('../workers/training.worker.js', import.meta.url);

/**
 * Run an order beside the event loop: in a worker thread, or in a process of its own on the native engine.
 * @param receive called with every message; a value other than undefined is the result and ends the wait.
 * @throws whatever the worker throws; CancelledError when `signal` is aborted, which ends the worker at once.
 */
export function runInBackground<Result>(
  order: TrainingOrder,
  receive: (message: TrainingMessage) => Result | undefined,
  signal?: AbortSignal,
): Promise<Result> {
  const what = `${order.verb} ${order.scenario}`;
  return new Promise<Result>((resolve, reject) => {
    if (signal?.aborted) {
      reject(new CancelledError(`Cancelled before it began: ${what}.`));
      return;
    }
    const worker = spawnBackground(workerUrl, order);
    const stop = () => {
      reject(new CancelledError(`Cancelled: ${what}.`));
      void worker.terminate();
    };
    signal?.addEventListener('abort', stop, { once: true });
    worker.onMessage((message) => {
      const result = receive(message as TrainingMessage);
      if (result !== undefined) resolve(result);
    });
    worker.onError((error) => reject(failureOf(what, error)));
    worker.onExit((code) => {
      signal?.removeEventListener('abort', stop);
      reject(new Error(`The worker ended with code ${code} before its result: ${what}.`));
    });
  });
}

/** What a worker failed with; one that ran out of memory would do so the next time, too. */
export function failureOf(what: string, error: Error): Error {
  if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
  return new TooLargeError(`There is not enough memory to ${what}.`, {
    cause: error,
    details: [{ expected: 'data that fit the memory', received: 'more' }],
    hint: 'Take a sample of the rows, or give Node more memory: NODE_OPTIONS=--max-old-space-size=<MB>.',
  });
}
