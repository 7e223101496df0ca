import { z } from 'zod';
import { describeJob } from '../describe-job.js';
import type { Job } from '../job.js';
import { jobKindNames } from '../kinds/names.js';

/** What is sent at the end of a job: what became of it and where to look, and nothing of the data. */
export const webhookSchema = z.object({
  type: z.enum(['job.succeeded', 'job.failed', 'job.cancelled']),
  timestamp: z.iso.datetime().describe('When the job ended'),
  data: z.object({
    id: z.string().describe('Of the job'),
    kind: z.enum(jobKindNames),
    scenario: z.string(),
    state: z.enum(['succeeded', 'failed', 'cancelled']),
    done: z.number().describe('Rows or epochs'),
    total: z.number().optional(),
    unit: z.enum(['rows', 'epochs']),
    code: z.string().optional().describe('Of the error of a job that failed'),
    links: z.record(z.string(), z.string()).describe('Paths of the server where more can be asked'),
  }),
});

export type WebhookBody = z.infer<typeof webhookSchema>;

/** @returns undefined for a job whose results have been removed meanwhile, or that has not ended */
export function webhookBody(job: Job): WebhookBody | undefined {
  const { id, kind, scenario, state, finishedAt, error } = job;
  if ((state !== 'succeeded' && state !== 'failed' && state !== 'cancelled') || !finishedAt) return undefined;
  const { progress, links } = describeJob(job);
  const { done, total, unit } = progress;
  return {
    type: `job.${state}`,
    timestamp: finishedAt.toISOString(),
    data: {
      ...{ id, kind, scenario, state, done },
      ...(total !== undefined && { total }),
      unit,
      ...(error && { code: error.code }),
      links,
    },
  };
}
