import type { Configuration } from '../core/configuration.js';
import { CancelledError, TooLargeError } from '../core/errors.js';
import { startCalls, type CallOptions } from '../engine/call.js';
import type { CandidateProgress } from '../learning/fitting/fit-candidate.js';
import type { FoldRequest, FoldResult, MeasuredFolds } from './evaluate-folds.js';
import type { TrainRequest, TrainResult } from './train-scenario.js';

/** What the worker is asked for; of each the scenario by its id. */
export interface TrainingCalls {
  train: {
    input: { scenario: string } & Pick<TrainRequest, 'file' | 'seed' | 'search' | 'promote'>;
    result: TrainResult;
    event: CandidateProgress;
  };
  evaluate: {
    input: { scenario: string } & Omit<FoldRequest, 'scenario' | 'onFold' | 'signal'>;
    result: MeasuredFolds;
    event: { result: FoldResult; total: number };
  };
}

interface BackgroundRun<Event> extends Pick<CallOptions<Event>, 'signal' | 'onEvent'> {
  /** Calls back when others are to go first. @returns leaves it */
  whenToYield?: (act: () => void) => () => void;
}

const workerUrl = new URL('../workers/training.worker.js', import.meta.url);

/**
 * Train or evaluate beside the event loop: in a worker thread, or in a process of its own on the native engine.
 * @throws whatever the worker throws; CancelledError when `signal` is aborted, which ends the worker at once.
 */
export async function runInBackground<Verb extends keyof TrainingCalls>(
  configuration: Configuration,
  verb: Verb,
  input: TrainingCalls[Verb]['input'],
  options: BackgroundRun<TrainingCalls[Verb]['event']>,
): Promise<TrainingCalls[Verb]['result']> {
  const what = `${verb} ${input.scenario}`;
  if (options.signal?.aborted) throw new CancelledError(`Cancelled before it began: ${what}.`);
  const { whenToYield, ...calling } = options;
  const worker = startCalls<TrainingCalls>(workerUrl, configuration, { name: `The worker of "${what}"` });
  const leave = whenToYield?.(() => worker.yield());
  try {
    return await worker.call(verb, input, calling);
  } catch (error) {
    throw failureOf(what, error as Error);
  } finally {
    leave?.();
    await worker.terminate();
  }
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
