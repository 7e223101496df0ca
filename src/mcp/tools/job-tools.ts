import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ConflictError } from '../../core/errors.js';
import { describeJob, type JobDescription } from '../../jobs/describe-job.js';
import { SubmitJob } from '../../jobs/submit-job.js';
import { WatchJobs } from '../../jobs/watch-jobs.js';
import { genericTool, inputs, requireRole } from './generic-tool.js';
import { valueResult } from './tool-result.js';
import type { McpTool, ToolContext } from './tool.js';

const id = z.string().max(40).describe('Of the job, as the call that ordered it gave');

const endedStates: readonly JobDescription['state'][] = ['succeeded', 'failed', 'cancelled', 'expired'];

/** Tools about work that outlasts a call: the id of a job is the handle of the next call. */
@Injectable()
export class JobTools {
  constructor(
    private readonly watchJobs: WatchJobs,
    private readonly submitJob: SubmitJob,
  ) {}

  list(): McpTool[] {
    return [this.getJob(), this.cancelJob()];
  }

  /** Orders a job, and so stands with the tools that change something. */
  train(): McpTool {
    return genericTool({
      name: 'train',
      role: 'trainer',
      description:
        'Train a new version on the scenario’s own data: a job that takes minutes. The version serves only if it is not worse than the present one; `serve: false` keeps it from serving at all.',
      input: z.object({
        scenario: inputs.scenario,
        serve: z.boolean().optional(),
        seed: z.int().min(0).optional(),
      }),
      annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: false },
      call: async ({ scenario, serve, seed }) => {
        const options = {
          ...(serve === false && { promote: 'no' }),
          ...(seed !== undefined && { seed: String(seed) }),
        };
        const order = { kind: 'train', scenario } as const;
        const { job } = await this.submitJob.execute(order, () => Promise.resolve({ options }));
        return valueResult(describeJob(job));
      },
    });
  }

  private getJob(): McpTool {
    return genericTool({
      name: 'get_job',
      role: 'reader',
      description:
        'How a job is: its state, how far it is, and what it gave. Results are kept for days; ask again every few seconds.',
      input: z.object({ id }),
      call: async ({ id: asked }, context) => valueResult(await this.jobOf(asked, context, 'reader')),
    });
  }

  private cancelJob(): McpTool {
    return genericTool({
      name: 'cancel_job',
      role: 'scorer',
      description: 'End a job that waits or runs. One that has ended is left as it is.',
      input: z.object({ id }),
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
      call: async ({ id: asked }, context) => {
        const job = await this.jobOf(asked, context, 'scorer');
        if (job.kind === 'train') requireRole(context, 'trainer', job.scenario);
        if (endedStates.includes(job.state))
          throw new ConflictError(`The job has ended: it is ${job.state}.`);
        const cancelled = await this.watchJobs.cancelOrRemove(asked);
        return valueResult(cancelled ?? { ...job, state: 'cancelled' });
      },
    });
  }

  private async jobOf(
    asked: string,
    context: ToolContext,
    role: 'reader' | 'scorer',
  ): Promise<JobDescription> {
    const job = await this.watchJobs.get(asked);
    requireRole(context, role, job.scenario);
    return job;
  }
}
