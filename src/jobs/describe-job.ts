import { z } from 'zod';
import { failureSchema, jobStates, type Job } from './job.js';
import { jobKinds } from './kinds/index.js';
import { resultNames } from './kinds/job-kind.js';
import { jobKindNames } from './kinds/names.js';
import type { StepCount } from './store/job-store.js';

const progressSchema = z.object({
  unit: z.enum(['rows', 'epochs']),
  stage: z.string().optional(),
  done: z.number(),
  total: z.number().optional(),
  perSecond: z.number().optional(),
  remainingSeconds: z.number().optional(),
  detail: z.unknown().optional().describe('Of a training where it is: network, member, epoch, losses'),
});

const stepsSchema = z.object({
  stage: z.string(),
  queued: z.number(),
  active: z.number(),
  done: z.number(),
  workers: z.record(z.string(), z.number()),
});

/** A job as it is shown. Fields that do not apply are left out. */
export const jobSchema = z.object({
  id: z.string().describe('ULID, sortable by the time of the order'),
  kind: z.enum(jobKindNames),
  scenario: z.string(),
  state: z.enum(jobStates).describe('`expired`: it succeeded, and its results have been removed'),
  progress: progressSchema,
  steps: z
    .array(stepsSchema)
    .optional()
    .describe('By stage, how many steps wait, are worked on and are done, and which process did how many'),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().optional(),
  finishedAt: z.iso.datetime().optional(),
  result: z
    .union(Object.values(jobKinds).map(({ summary }) => summary))
    .optional()
    .describe('What a job that succeeded gave, in short'),
  error: failureSchema.optional(),
  links: z.record(z.string(), z.string()),
});

export type JobDescription = z.infer<typeof jobSchema>;

/** The latest jobs first. */
export const jobPageSchema = z.object({
  jobs: z.array(jobSchema),
  next: z.string().optional().describe('`cursor` of the next page; absent on the last one'),
});

export type JobPage = z.infer<typeof jobPageSchema>;

export function describeJob(job: Job, counts?: readonly StepCount[]): JobDescription {
  const { id, kind, scenario, state, startedAt, finishedAt, result, error } = job;
  return {
    ...{ id, kind, scenario, state },
    progress: progressOf(job),
    ...(counts && { steps: stepsOf(counts) }),
    createdAt: job.createdAt.toISOString(),
    ...(startedAt && { startedAt: startedAt.toISOString() }),
    ...(finishedAt && { finishedAt: finishedAt.toISOString() }),
    ...(result !== null && { result }),
    ...(error && { error }),
    links: linksOf(job),
  };
}

function progressOf({ kind, state, stage, done, total, perSecond, detail }: Job): JobDescription['progress'] {
  const speed = perSecond !== null && perSecond > 0 ? perSecond : undefined;
  const isRunning = state === 'running';
  const rest = isRunning && speed !== undefined && total !== null ? (total - done) / speed : undefined;
  return {
    unit: jobKinds[kind].unit,
    ...(isRunning && { stage }),
    done,
    ...(total !== null && { total }),
    ...(speed !== undefined && { perSecond: rounded(speed) }),
    ...(rest !== undefined && { remainingSeconds: rounded(rest) }),
    ...(detail !== null && { detail }),
  };
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function stepsOf(counts: readonly StepCount[]): JobDescription['steps'] {
  const names = [...new Set(counts.map(({ name }) => name))];
  return names.map((stage) => {
    const own = counts.filter(({ name }) => name === stage);
    const sum = (state: StepCount['state']) =>
      own.filter((one) => one.state === state).reduce((total, { count }) => total + count, 0);
    const workers: Record<string, number> = {};
    for (const { worker, count } of own)
      if (worker !== null) workers[worker] = (workers[worker] ?? 0) + count;
    return { stage, queued: sum('queued'), active: sum('active'), done: sum('done'), workers };
  });
}

function linksOf({ id, kind, state }: Job): Record<string, string> {
  const self = `/v1/jobs/${id}`;
  const files = state === 'succeeded' ? resultNames.filter((name) => name in jobKinds[kind].files) : [];
  return {
    self,
    events: `${self}/events`,
    ...Object.fromEntries(files.map((name) => [name, `${self}/${name}`])),
  };
}
