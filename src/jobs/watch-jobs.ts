import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { ConflictError, GoneError, NotFoundError, shown } from '../core/errors.js';
import { describeJob, type JobDescription, type JobPage } from './describe-job.js';
import { EventFeed } from './event-feed.js';
import type { Follower } from './follower.js';
import { jobFolder } from './job-folder.js';
import { hasEnded, jobId, type Job } from './job.js';
import { jobKinds } from './kinds/index.js';
import type { ResultName } from './kinds/job-kind.js';
import { JobsService } from './jobs-service.js';
import { removeJob } from './run/remove-job.js';
import type { JobFilter } from './store/job-store.js';

/** A result to be sent: a value, an open file with its bytes, or the text of a file that would be empty. */
export type JobResult =
  | { value: unknown }
  | { file: FileHandle; bytes: number; name: string; type: string }
  | { text: string; type: string };

/** Look at jobs, and end them. */
@Injectable()
export class WatchJobs {
  private readonly feed: EventFeed;

  constructor(private readonly jobs: JobsService) {
    const { streams } = jobs.tools.configuration.jobs;
    this.feed = new EventFeed(async () => (await jobs.open()).store, streams);
    jobs.ends.addEventListener('abort', () => this.feed.close(), { once: true });
  }

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
   * End a job that waits or runs, and show it; remove one that has ended, with all that is known of it.
   * @returns undefined when it was removed
   * @throws NotFoundError; ConflictError when it ended by itself meanwhile, so that nothing is removed that was not meant.
   */
  async cancelOrRemove(id: string): Promise<JobDescription | undefined> {
    const { process, store, queue } = await this.jobs.open();
    if (hasEnded((await this.find(id)).state)) {
      await removeJob({ store, queue, tools: this.jobs.tools }, id);
      return undefined;
    }
    await process.runner.endJob(id, 'cancelled');
    const job = await this.find(id);
    if (job.state === 'cancelled') return describeJob(job);
    throw new ConflictError(`The job has ended meanwhile: it is ${job.state}.`, {
      hint: 'The same request again removes it, with what it gave.',
    });
  }

  /**
   * What a job that succeeded gave.
   * @throws NotFoundError when there is no such job, or none of its kind has such a result; ConflictError while it runs and when it
   *   failed; GoneError when the result was removed.
   * @returns of a file an open one: whoever asks closes it
   */
  async result(id: string, name: ResultName): Promise<JobResult> {
    const job = await this.find(id);
    const file = jobKinds[job.kind].files[name];
    if (!file) throw new NotFoundError(`A job of the kind ${job.kind} has no ${name}.`);
    if (job.state === 'expired')
      throw new GoneError('The result was kept for its time and has been removed.');
    if (job.state !== 'succeeded') throw noResult(job);
    if (file === 'value') return { value: job.result };
    const found = await openFile(join(jobFolder(this.jobs.tools.configuration.home, id), file.name));
    if (found) return { ...found, name: file.name, type: file.type };
    if (file.empty?.isRight(job.result)) return { text: file.empty.text, type: file.type };
    throw new GoneError('The file of the result is not there any more.');
  }

  /**
   * Follow the events of a job from behind the one with the given number. Undefined when it has ended and all its events were seen.
   * @throws NotFoundError; NotReadyError when too many are followed.
   */
  async follow(id: string, after: number): Promise<Follower | undefined> {
    const job = await this.find(id);
    if (hasEnded(job.state) && after >= job.lastEvent) return undefined;
    return this.feed.follow(job, after);
  }

  /** Whether somebody who asks for the events behind a number would get any, now or later. @throws NotFoundError */
  async hasEvents(id: string, after: number): Promise<boolean> {
    const job = await this.find(id);
    return !hasEnded(job.state) || after < job.lastEvent;
  }

  private async find(id: string): Promise<Job> {
    const { store } = await this.jobs.open();
    const job = jobId.test(id) ? await store.get(id) : undefined;
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

async function openFile(path: string): Promise<{ file: FileHandle; bytes: number } | undefined> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return file && { file, bytes: (await file.stat()).size };
}
