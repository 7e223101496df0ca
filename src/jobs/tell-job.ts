import type { JobChange, OperationEvents } from '../monitoring/operation-events.js';
import type { Job } from './job.js';

type EndedState = 'succeeded' | 'failed' | 'cancelled';
type Told = Pick<Job, 'id' | 'kind' | 'scenario' | 'startedAt'>;

/** Tell whoever runs this process of a job that goes on. */
export function tellJob(events: OperationEvents, job: Told, state: JobChange['state']): void {
  events.emit('job', changeOf(job, state));
}

/** Tell of a job that has ended just now, and by the code of which error. */
export function tellEnded(events: OperationEvents, job: Told, state: EndedState, code?: string): void {
  // By the clocks of the database and of this machine, which may differ.
  const seconds = job.startedAt ? Math.max(0, Date.now() - job.startedAt.getTime()) / 1000 : undefined;
  events.emit('job', {
    ...changeOf(job, state),
    ...(seconds !== undefined && { seconds }),
    ...(code && { code }),
  });
}

function changeOf({ id, kind, scenario }: Told, state: JobChange['state']): JobChange {
  return { job: id, kind, scenario, state };
}
