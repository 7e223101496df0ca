import type { Configuration } from '../../../core/configuration.js';
import { startCalls, type CallOptions } from '../../../engine/call.js';
import { OnDemand } from '../../../engine/on-demand.js';
import type { DecideRequest } from '../../decide/decide-file.js';
import type { RescoreRequest } from '../../rescore/rescore-file.js';
import type { OutputPaths } from '../output-paths.js';
import type { Receipt } from '../receipt.js';
import type { JoinRequest } from './join-parts.js';
import type { PartReport } from './part-files.js';
import type { PartsPlan } from './plan.js';
import type { PlanRequest } from './plan-parts.js';

/** What a process is asked to do with a batch; of the longer work it tells how many rows are done. */
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
  rescore: {
    input: {
      model: string;
      /** Path of the receipt of the scoring whose rejects were repaired. */
      receipt: string;
      paths: OutputPaths;
      request: Omit<RescoreRequest, 'onProgress' | 'signal'>;
    };
    result: Receipt;
    event: number;
  };
}

const workerUrl = new URL('../../../workers/parts.worker.js', import.meta.url);

/** A process holds an engine and a model; after so long without work it is ended. */
const idleMilliseconds = 60_000;

/**
 * A process that plans, scores and joins, one order after the other. It starts with the first order and keeps the model that it used last.
 * No thread: what a batch needs of memory is its own, is told by its receipt alone, and comes back when the process ends.
 */
export class PartsProcess {
  private readonly process: OnDemand<PartsCalls>;

  constructor(configuration: Configuration) {
    const options = { name: 'The work on a batch', ownProcess: true };
    const start = () => startCalls<PartsCalls>(workerUrl, configuration, options);
    this.process = new OnDemand(start, idleMilliseconds);
  }

  /**
   * One call at a time.
   * @throws whatever the work throws; CancelledError when `signal` is aborted, which ends the process at once.
   */
  call<Verb extends keyof PartsCalls>(
    verb: Verb,
    input: PartsCalls[Verb]['input'],
    options: Pick<CallOptions<number>, 'signal' | 'onEvent'>,
  ): Promise<PartsCalls[Verb]['result']> {
    return this.process.call(verb, input, options);
  }

  close(): Promise<void> {
    return this.process.end();
  }
}
