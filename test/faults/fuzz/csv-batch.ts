import { setTimeout as wait } from 'node:timers/promises';
import type { JobDescription } from '../../../src/jobs/describe-job.js';
import type { JobServer } from '../../end-to-end/jobs.fixture.js';
import { leaksOf } from './leaks.js';

export interface Batch {
  /** Why it was refused, or failed. */
  refusal?: string;
  output?: string;
  /** Undefined where nothing was rejected. */
  rejects?: string;
  /** What must not be in an answer, or a status that must not be. */
  wrong: string[];
}

/** Score a table over REST, to its end. */
export async function batchOf(server: JobServer, scenario: string, bytes: Uint8Array): Promise<Batch> {
  const response = await server.send(`/v1/${scenario}/batches`, bytes);
  const text = await response.text();
  if (response.status !== 202) {
    const isWrong = ![400, 413, 422].includes(response.status);
    return {
      refusal: text,
      wrong: [...(isWrong ? [`status ${response.status}`] : []), ...leaksOf(text, { isError: true })],
    };
  }
  const { id } = JSON.parse(text) as JobDescription;
  const job = await ended(server, id);
  if (job.state !== 'succeeded') {
    const told = JSON.stringify(job);
    const isForeseen = (job.error as { code?: string } | undefined)?.code === 'invalid-input';
    return {
      refusal: told,
      wrong: [...(isForeseen ? [] : [`it ended as ${told}`]), ...leaksOf(told, { isError: true })],
    };
  }
  const output = await server.text(`/v1/jobs/${id}/result`);
  const rejects = await server.text(`/v1/jobs/${id}/rejects`);
  const hasRejects = rejects.split('\n').length > 2;
  return { output, rejects: hasRejects ? rejects : undefined, wrong: [] };
}

async function ended(server: JobServer, id: string): Promise<JobDescription> {
  for (;;) {
    const job = await server.job(id);
    if (job.state !== 'queued' && job.state !== 'running') return job;
    await wait(30);
  }
}
