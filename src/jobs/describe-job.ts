import type { Job } from './job.js';
import { jobKinds } from './kinds/index.js';
import { resultNames } from './kinds/job-kind.js';
import type { StepCount } from './store/job-store.js';

/** A job as it is shown. Fields that do not apply are left out. */
export interface JobDescription {
  id: string;
  kind: string;
  scenario: string;
  state: string;
  progress: {
    unit: string;
    stage?: string;
    done: number;
    total?: number;
    perSecond?: number;
    remainingSeconds?: number;
    detail?: unknown;
  };
  /** Steps of the stages so far: how many wait, are worked on and are done, and by which process. */
  steps?: { stage: string; queued: number; active: number; done: number; workers: Record<string, number> }[];
  createdAt: string;
  startedAt?: string;
  finishedAt?: string;
  /** What a job that succeeded gave, in short. */
  result?: unknown;
  error?: unknown;
  links: Record<string, string>;
}

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
