import type { Configuration } from '../../../core/configuration.js';
import { startCalls, type CallOptions } from '../../../engine/call.js';
import { OnDemand } from '../../../engine/on-demand.js';
import type { DecideRequest } from '../../decide/decide-file.js';
import type { OutputPaths } from '../output-paths.js';
import type { Receipt } from '../receipt.js';
import type { JoinRequest } from './join-parts.js';
import type { PartReport } from './part-files.js';
import type { PartsPlan } from './plan.js';
import type { PlanRequest } from './plan-parts.js';

/** What a thread is asked to do with a batch; of the longer work it tells how many rows are done. */
export interface PartsCalls {
  plan: {
    input: { model: string; request: Omit<PlanRequest, 'onProgress'> };
    result: PartsPlan;
    event: number;
  };
  score: { input: { folder: string; place: number; worker: string }; result: PartReport; event: number };
  join: {
    input: { folder: string; worker: string; request: Omit<JoinRequest, 'plan' | 'folder'> };
    result: Receipt;
    event: number;
  };
  decide: {
    input: { model: string; paths: OutputPaths; request: Omit<DecideRequest, 'onProgress' | 'signal'> };
    result: Receipt;
    event: number;
  };
}

const workerUrl = new URL('../../../workers/parts.worker.js', import.meta.url);

/** A thread holds an engine and a model; after so long without work it is ended. */
const idleMilliseconds = 60_000;

/**
 * A thread (a process on the native engine) that plans, scores and joins, one order after the other, beside the event loop. It
 * starts with the first order and keeps the model that it used last.
 */
export class PartsThread {
  private readonly thread: OnDemand<PartsCalls>;

  constructor(configuration: Configuration) {
    const start = () => startCalls<PartsCalls>(workerUrl, configuration, { name: 'The work on a batch' });
    this.thread = new OnDemand(start, idleMilliseconds);
  }

  /**
   * One call at a time.
   * @throws whatever the work throws; CancelledError when `signal` is aborted, which ends the thread at once.
   */
  call<Verb extends keyof PartsCalls>(
    verb: Verb,
    input: PartsCalls[Verb]['input'],
    options: Pick<CallOptions<number>, 'signal' | 'onEvent'>,
  ): Promise<PartsCalls[Verb]['result']> {
    return this.thread.call(verb, input, options);
  }

  close(): Promise<void> {
    return this.thread.end();
  }
}
