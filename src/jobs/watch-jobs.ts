import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { ConflictError, GoneError, NotFoundError, shown } from '../core/errors.js';
import { describeJob, type JobDescription } from './describe-job.js';
import { jobFolder } from './job-folder.js';
import { hasEnded, lastEventTypes, type Job, type JobEvent } from './job.js';
import { jobKinds } from './kinds/index.js';
import type { ResultName } from './kinds/job-kind.js';
import { JobsService } from './jobs-service.js';
import type { JobFilter } from './store/job-store.js';

/** New events are looked for so often: any process may write them. */
const lookMilliseconds = 300;

export interface JobPage {
  jobs: JobDescription[];
  /** For the next page; absent on the last one. */
  next?: string;
}

/** A result to be sent: a value, a file, or the text of a file that would be empty. */
export type JobResult =
  { value: unknown } | { path: string; name: string; type: string } | { text: string; type: string };

/** Look at jobs, and end them. */
@Injectable()
export class WatchJobs {
  constructor(private readonly jobs: JobsService) {}

  async list(filter: JobFilter): Promise<JobPage> {
    const { store } = await this.jobs.open();
    const found = await store.list({ ...filter, limit: filter.limit + 1 });
    const shownJobs = found.slice(0, filter.limit);
    const next = found.length > filter.limit ? shownJobs.at(-1)?.id : undefined;
    return { jobs: shownJobs.map((job) => describeJob(job)), ...(next && { next }) };
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<JobDescription> {
    const { store } = await this.jobs.open();
    const job = await this.find(id);
    return describeJob(job, await store.stepCounts(id));
  }

  /**
   * End a job; one that was cancelled before is shown again.
   * @throws NotFoundError; ConflictError when it has ended in another way.
   */
  async cancel(id: string): Promise<JobDescription> {
    const { process } = await this.jobs.open();
    await this.find(id);
    await process.runner.endJob(id, 'cancelled');
    const job = await this.find(id);
    if (job.state === 'cancelled') return describeJob(job);
    throw new ConflictError(`The job has ended: it is ${job.state}.`);
  }

  /**
   * What a job that succeeded gave.
   * @throws NotFoundError when there is no such job, or none of its kind has such a result; ConflictError while it runs and when it
   *   failed; GoneError when the result was removed.
   */
  async result(id: string, name: ResultName): Promise<JobResult> {
    const job = await this.find(id);
    const file = jobKinds[job.kind].files[name];
    if (!file) throw new NotFoundError(`A job of the kind ${job.kind} has no ${name}.`);
    if (job.state === 'expired')
      throw new GoneError('The result was kept for its time and has been removed.');
    if (job.state !== 'succeeded') throw noResult(job);
    if (file === 'value') return { value: job.result };
    const path = join(jobFolder(this.jobs.tools.configuration.home, id), file.name);
    const exists = await stat(path).then(
      () => true,
      () => false,
    );
    if (exists) return { path, name: file.name, type: file.type };
    if (file.empty !== undefined) return { text: file.empty, type: file.type };
    throw new GoneError('The file of the result is not there any more.');
  }

  /**
   * Events behind the one with the given number as they come, to the one that ends the job; undefined now and then while there are
   * none. Nothing when the job has ended and all its events were seen.
   * @throws NotFoundError before the first
   */
  async events(id: string, after: number): Promise<AsyncGenerator<JobEvent | undefined, void> | undefined> {
    const job = await this.find(id);
    if (hasEnded(job.state) && after >= job.lastEvent) return undefined;
    return this.follow(id, after);
  }

  private async *follow(id: string, after: number): AsyncGenerator<JobEvent | undefined, void> {
    const { store } = await this.jobs.open();
    let last = after;
    while (!this.jobs.ends.aborted) {
      const events = await store.eventsAfter(id, last);
      for (const event of events) {
        yield event;
        last = event.number;
        if (lastEventTypes.has(event.type)) return;
      }
      if (events.length === 0) {
        yield undefined;
        await wait(lookMilliseconds, undefined, { signal: this.jobs.ends }).catch(() => undefined);
      }
    }
  }

  private async find(id: string): Promise<Job> {
    const { store } = await this.jobs.open();
    const job = await store.get(id);
    if (job) return job;
    throw new NotFoundError(`There is no job ${shown(id)}.`, { hint: 'GET /v1/jobs lists them.' });
  }
}

function noResult({ state, error }: Job): ConflictError {
  const why = error ? ` ${error.message}` : '';
  return new ConflictError(`The job has no result: it is ${state}.${why}`, {
    details: [{ expected: 'a job that succeeded', received: state }],
    hint: hasEnded(state) ? undefined : 'Its events tell when it has ended.',
  });
}
