import { setTimeout as wait } from 'node:timers/promises';
import { CancelledError, NotReadyError, asError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import { type PartsProcess } from '../../scoring/csv/parts/parts-process.js';
import { failureOf, isFinal, mayQuoteData } from '../failure.js';
import { clearJobFolder, inputName, jobFolder } from '../job-folder.js';
import type { JobFailure, StepName } from '../job.js';
import type { JobKind, JobTools, StepOutcome } from '../kinds/job-kind.js';
import { tellEnded, tellJob } from '../tell-job.js';
import type { JobStore } from '../store/job-store.js';
import type { ClaimedStep, Progress, StepStore } from '../store/step-store.js';
import type { Webhooks } from '../webhooks/webhooks.js';
import type { Call, WorkQueue } from './work-queue.js';

export interface RunnerParts {
  store: JobStore;
  steps: StepStore;
  queue: WorkQueue;
  tools: JobTools;
  logger: Logger;
  /** Who is told of jobs that have ended; absent: nobody is. */
  webhooks?: Webhooks;
}

interface Running {
  step: StepName;
  abort: AbortController;
  /** How far it is, where that was not yet told. */
  latest?: Progress;
}

/** Does the steps of this process: claims one, does it, says how it ended. */
export class StepRunner {
  private readonly running = new Map<string, Running>();
  private isStopping = false;

  constructor(private readonly parts: RunnerParts) {}

  /** Answer a call; resolves when the step has ended here. */
  async answer(kind: JobKind, call: Call, batches: PartsProcess): Promise<void> {
    const { steps, queue } = this.parts;
    if (this.isStopping) return queue.again(kind.name, call);
    const claimed = await steps.claim(call.step);
    if (!claimed || (await this.refuseOften(claimed))) return queue.answered(kind.name, call);
    const running: Running = { step: claimed.step, abort: new AbortController() };
    this.running.set(keyOf(claimed.step), running);
    if (isBeginning(kind, claimed)) tellJob(this.parts.tools.events, claimed.job, 'started');
    try {
      const outcome = await this.work(kind, claimed, running, batches);
      await this.persist(() => this.tellLast(running, outcome));
      await this.persist(() => this.finish(kind, claimed, outcome));
      await this.persist(() => queue.answered(kind.name, call));
    } catch (error) {
      await this.persist(() => this.failed(kind, claimed, call, { error, running }));
    } finally {
      this.running.delete(keyOf(claimed.step));
    }
  }

  /** To be called about once a second: tells how far the steps are, and leaves those whose job has ended. */
  async tick(): Promise<void> {
    const { steps } = this.parts;
    if (this.running.size === 0) return;
    const own = new Set((await steps.own()).map(keyOf));
    for (const [key, running] of this.running) {
      const { step, latest, abort } = running;
      if (!own.has(key)) abort.abort();
      else if (latest) await steps.progress(step, latest);
      running.latest = undefined;
    }
  }

  /** Leave the steps of a job that has just ended, and remove its files. */
  async abandon(jobId: string): Promise<void> {
    for (const { step, abort } of this.running.values()) if (step.jobId === jobId) abort.abort();
    await this.clear(jobId, []);
  }

  /** Give back what is under way. */
  stop(): void {
    this.isStopping = true;
    for (const { abort } of this.running.values()) abort.abort();
  }

  /** Ends a job, tells of it and removes what is not kept. @returns false when it had ended before. */
  async endJob(id: string, state: 'failed' | 'cancelled', error?: JobFailure): Promise<boolean> {
    const { store, tools } = this.parts;
    const ended = await store.end(id, state, { error });
    if (!ended) return false;
    const job = await store.get(id);
    if (job) tellEnded(tools.events, job, state, error?.code);
    await this.abandon(id);
    return true;
  }

  private work(
    kind: JobKind,
    { job, step }: ClaimedStep,
    running: Running,
    batches: PartsProcess,
  ): Promise<StepOutcome> {
    const { tools, steps } = this.parts;
    return kind.run(
      {
        ...step,
        job,
        folder: jobFolder(tools.configuration.home, job.id),
        worker: steps.worker,
        signal: running.abort.signal,
        report: (progress) => (running.latest = progress),
      },
      tools,
      batches,
    );
  }

  private async tellLast({ step, latest }: Running, outcome: StepOutcome): Promise<void> {
    const last = 'next' in outcome && outcome.done !== undefined ? { ...latest, done: outcome.done } : latest;
    if (last) await this.parts.steps.progress(step, last, true);
  }

  private async finish(kind: JobKind, { step, job }: ClaimedStep, outcome: StepOutcome): Promise<void> {
    const { store, steps, queue, tools } = this.parts;
    if ('next' in outcome) {
      const waiting = await steps.complete(step, outcome.next);
      await queue.call(kind.name, waiting, tools.configuration.jobs.attempts);
      return;
    }
    const { result, done } = outcome;
    if (await store.end(job.id, 'succeeded', { result, done })) {
      tellEnded(tools.events, job, 'succeeded');
      const kept = Object.values(kind.files).flatMap((file) => (file === 'value' ? [] : [file.name]));
      await this.clear(job.id, kind.keepsInput?.(result) ? [...kept, inputName] : kept);
    }
  }

  private async failed(
    kind: JobKind,
    { step, job, attempt }: ClaimedStep,
    call: Call,
    { error, running }: { error: unknown; running: Running },
  ): Promise<void> {
    const { steps, queue, tools, logger } = this.parts;
    if (running.abort.signal.aborted || error instanceof CancelledError) {
      // The process ends: another may have the step at once. Otherwise the job has ended, and there is nothing to give back.
      const isGiven = await steps.giveBack(step, { unspent: true });
      await queue.answered(kind.name, call);
      if (isGiven) await queue.call(kind.name, [step], tools.configuration.jobs.attempts);
      if (!this.isStopping) await this.clearIfEnded(job.id);
      return;
    }
    const folder = jobFolder(tools.configuration.home, job.id);
    const failure = failureOf(error, { folder, input: inputOf(job.request) });
    const err = mayQuoteData(error) ? undefined : asError(error);
    if (isFinal(error) || attempt >= tools.configuration.jobs.attempts) {
      logger[isFinal(error) ? 'warn' : 'error']({ err, job: job.id, ...step, failure }, 'a job failed');
      await this.endJob(job.id, 'failed', failure);
      await queue.answered(kind.name, call);
      return;
    }
    logger.warn({ err, job: job.id, ...step, attempt }, 'a step of a job is tried again');
    if (!(await steps.giveBack(step, { unspent: false }))) return queue.answered(kind.name, call);
    await steps.tellRetry(step, { stage: step.name, place: step.place, attempt, error: failure });
    await queue.again(kind.name, call);
  }

  /** A step that ended its process each time it was begun would end one after the other. */
  private async refuseOften({ job, step, attempt }: ClaimedStep): Promise<boolean> {
    const { attempts } = this.parts.tools.configuration.jobs;
    if (attempt <= attempts) return false;
    const message = `The step ${step.name} ${step.place} was begun ${attempts} times and never ended.`;
    await this.endJob(job.id, 'failed', { code: 'given-up', message });
    return true;
  }

  /** What a process that learns late of the end of a job has written meanwhile. */
  private async clearIfEnded(id: string): Promise<void> {
    const job = await this.parts.store.get(id);
    if (!job) await clearJobFolder(jobFolder(this.parts.tools.configuration.home, id), []);
    else if (job.state === 'failed' || job.state === 'cancelled') await this.clear(id, []);
  }

  private async clear(id: string, results: readonly string[]): Promise<void> {
    const { home, jobs } = this.parts.tools.configuration;
    await clearJobFolder(jobFolder(home, id), jobs.keepInput ? [...results, inputName] : results);
  }

  /** What was done must be said, however long the database is away. A statement said twice changes nothing. */
  private async persist(say: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await say();
      } catch (error) {
        if (!(error instanceof NotReadyError) || this.isStopping) throw error;
        await wait(1000, undefined, { ref: false });
      }
    }
  }
}

/** Whether it is the first time that anything of its job is done. */
function isBeginning({ first }: JobKind, { step, attempt }: ClaimedStep): boolean {
  return step.name === first && attempt === 1;
}

function keyOf({ jobId, name, place }: StepName): string {
  return `${jobId} ${name} ${place}`;
}

function inputOf(request: unknown): { path: string; name: string } | undefined {
  const { input, file, inputName: name } = request as { input?: string; file?: string; inputName?: string };
  const path = input ?? file;
  return path === undefined ? undefined : { path, name: name ?? 'the input' };
}
