import { availableParallelism, hostname } from 'node:os';
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { asError } from '../../core/errors.js';
import { PartsProcess } from '../../scoring/csv/parts/parts-process.js';
import type { StepName } from '../job.js';
import { jobKinds } from '../kinds/index.js';
import type { JobKind } from '../kinds/job-kind.js';
import type { JobKindName } from '../kinds/names.js';
import { tellEnded } from '../tell-job.js';
import { StepRunner, type RunnerParts } from './step-runner.js';
import { tidy } from './tidy.js';

/** A process looks for work so often when nobody wakes it. */
const pollMilliseconds = 500;
const tickMilliseconds = 1000;

/** A problem that lasts is logged so often. */
const complainMilliseconds = 30_000;

/** A step that waits for longer was not called for, or the call is lost. */
const longWaitSeconds = 60;

/** A name for this process that no other has, and that tells which it is. */
export function workerName(): string {
  return `${hostname()}-${process.pid}-${randomBytes(2).toString('hex')}`;
}

/** All that one process does for jobs: takes steps, shows that it lives, takes over from the dead, tidies up. */
export class JobProcess {
  readonly runner: StepRunner;
  private readonly stopping = new AbortController();
  private readonly loops: Promise<void>[] = [];
  private wakers: (() => void)[] = [];
  private problem = { message: '', at: 0 };

  constructor(
    private readonly parts: RunnerParts,
    /** True where the database is embedded: no other process works. */
    private readonly alone: boolean,
  ) {
    this.runner = new StepRunner(parts);
  }

  async start(): Promise<void> {
    const { steps, tools } = this.parts;
    await steps.heartbeat();
    if (this.alone) await tidy(this.parts, true);
    if (this.alone) await this.takeAll();
    else await this.takeOver(tools.configuration.jobs.leaseSeconds);
    for (const kind of Object.values(jobKinds)) {
      const workers =
        kind.atOnce === 'one' ? 1 : (tools.configuration.jobs.workers ?? availableParallelism());
      for (let i = 0; i < workers; i++) this.loops.push(this.takeSteps(kind));
    }
    const { webhooks } = this.parts;
    // Whoever answers late holds up no heartbeat.
    if (webhooks) this.loops.push(this.every(tickMilliseconds, () => webhooks.tell(this.stopping.signal)));
    this.loops.push(this.every(tickMilliseconds, () => this.tick()));
    this.loops.push(this.every((1000 * tools.configuration.jobs.leaseSeconds) / 4, () => this.sweep()));
  }

  /** There may be work. */
  wake(): void {
    for (const one of this.wakers.splice(0)) one();
  }

  /** Give back what is under way and end. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.runner.stop();
    this.wake();
    await Promise.all(this.loops);
    await this.parts.steps.leave().catch(() => undefined);
  }

  private async takeSteps(kind: JobKind): Promise<void> {
    const { queue, tools } = this.parts;
    const batches = new PartsProcess(tools.configuration);
    while (!this.stopping.signal.aborted) {
      const woken = this.woken();
      const worked = await this.survive(async () => {
        const call = await queue.fetch(kind.name);
        if (call) await this.runner.answer(kind, call, batches);
        return call !== undefined;
      });
      // Whoever finishes a stage has called for the next: others of this process need not find out by themselves.
      if (worked) this.wake();
      else await woken;
    }
    await batches.close();
  }

  private async tick(): Promise<void> {
    await this.parts.steps.heartbeat();
    await this.runner.tick();
  }

  private async sweep(): Promise<void> {
    const { store, queue, tools } = this.parts;
    const { leaseSeconds, maxSeconds } = tools.configuration.jobs;
    await this.takeOver(leaseSeconds);
    const message = `The job was worked on for longer than ${maxSeconds} seconds.`;
    const hint = 'Whoever runs the server may allow more: SEXTANT_JOB_MAX_SECONDS.';
    const failure = { code: 'too-long', message, hint };
    for (const id of await store.endOverdue(maxSeconds, failure)) {
      const job = await store.get(id);
      if (job) tellEnded(tools.events, job, 'failed', failure.code);
      await this.runner.abandon(id);
    }
    if (await queue.isTimeToTidy()) await tidy(this.parts, false);
  }

  /** Everything that is to be done: this process is the only one, and it has just begun. */
  private async takeAll(): Promise<void> {
    const { steps } = this.parts;
    await steps.restartSpeed();
    await this.beginAgain(await steps.takeAll(), 0);
  }

  /** Steps of processes that are gone, and steps that nobody was called for. */
  private async takeOver(leaseSeconds: number): Promise<void> {
    await this.beginAgain(await this.parts.steps.takeFromDead(leaseSeconds), longWaitSeconds);
  }

  private async beginAgain(left: readonly StepName[], waitSeconds: number): Promise<void> {
    const { steps } = this.parts;
    for (const step of left) {
      await steps.tellRetry(step, {
        stage: step.name,
        place: step.place,
        reason: 'the process that worked on it is gone',
      });
    }
    await this.callFor([...left, ...(await steps.longWaiting(waitSeconds))]);
  }

  private async callFor(waiting: readonly StepName[]): Promise<void> {
    const { store, queue, tools } = this.parts;
    const byKind = new Map<JobKindName, StepName[]>();
    for (const step of waiting) {
      const job = await store.get(step.jobId);
      if (job) byKind.set(job.kind, [...(byKind.get(job.kind) ?? []), step]);
    }
    for (const [kind, steps] of byKind) await queue.call(kind, steps, tools.configuration.jobs.attempts);
    if (waiting.length > 0) this.wake();
  }

  private woken(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pollMilliseconds);
      this.wakers.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  private async every(milliseconds: number, act: () => Promise<void>): Promise<void> {
    while (!this.stopping.signal.aborted) {
      await wait(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      if (!this.stopping.signal.aborted) await this.survive(act);
    }
  }

  /** A database that is away, or a full disk, ends no loop. */
  private async survive<Result>(act: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await act();
    } catch (error) {
      if (!this.stopping.signal.aborted) this.complain(asError(error));
      return undefined;
    }
  }

  /** Every loop meets the same problem, again and again: it is said now and then. */
  private complain(error: Error): void {
    const isNew =
      error.message !== this.problem.message || Date.now() - this.problem.at > complainMilliseconds;
    if (isNew) this.problem = { message: error.message, at: Date.now() };
    this.parts.logger[isNew ? 'warn' : 'debug']({ err: error }, 'jobs have a problem');
  }
}
