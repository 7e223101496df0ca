import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/client';
import { isUnderWay } from '../../api/queries';
import type { Job } from '../../api/types';
import { useLanguage } from '../../language/language';
import type { Phrase } from '../../language/phrases';
import { useNumbers } from '../../language/numbers';
import { Badge, Failure } from '../../parts/states';
import { BatchResult } from './batch-result';
import { TrainingResult } from './training-result';
import { useLiveJob } from './use-live-job';

const stateTexts: Readonly<
  Record<Job['state'], { text: Phrase; kind: 'plain' | 'good' | 'bad' | 'accent' }>
> = {
  queued: { text: 'waits', kind: 'plain' },
  running: { text: 'at work', kind: 'accent' },
  succeeded: { text: 'done', kind: 'good' },
  failed: { text: 'failed', kind: 'bad' },
  cancelled: { text: 'cancelled', kind: 'plain' },
  expired: { text: 'its results were removed', kind: 'plain' },
};

export function StateBadge({ state }: { state: Job['state'] }) {
  const { say } = useLanguage();
  return <Badge kind={stateTexts[state].kind}>{say(stateTexts[state].text)}</Badge>;
}

/** A job while it is worked on, and what came of it. */
export function JobView({ id }: { id: string }) {
  const { say } = useLanguage();
  const job = useLiveJob(id);
  if (job.error) return <Failure error={job.error} />;
  if (!job.data) return <p className="quiet">{say('Loading …')}</p>;
  return (
    <>
      <Progress job={job.data} />
      {job.data.error && <JobFailure error={job.data.error} />}
      {job.data.state === 'succeeded' && job.data.kind !== 'train' && <BatchResult job={job.data} />}
      {job.data.state === 'succeeded' && job.data.kind === 'train' && <TrainingResult job={job.data} />}
    </>
  );
}

function Progress({ job }: { job: Job }) {
  const { say } = useLanguage();
  const { number, seconds, moment } = useNumbers();
  const { done, total, perSecond, remainingSeconds, unit } = job.progress;
  const figures = [
    total === undefined
      ? number(done)
      : say('{done} of {total}', { done: number(done), total: number(total) }),
    say(unit === 'rows' ? 'rows' : 'epochs'),
  ];
  return (
    <section className="card" aria-label={say('Progress')}>
      <p className="badges">
        <StateBadge state={job.state} />
        <span aria-live="polite">{figures.join(' ')}</span>
        {perSecond !== undefined && (
          <span className="quiet">{say('{n} a second', { n: number(perSecond) })}</span>
        )}
        {remainingSeconds !== undefined && (
          <span className="quiet">{say('{time} left', { time: seconds(remainingSeconds) })}</span>
        )}
        <span className="quiet">{say('ordered {at}', { at: moment(job.createdAt) })}</span>
      </p>
      {isUnderWay(job) && (
        <>
          <progress
            max={total ?? 1}
            value={total === undefined ? undefined : done}
            aria-label={say('Progress')}
          />
          <Cancel id={job.id} />
        </>
      )}
    </section>
  );
}

function Cancel({ id }: { id: string }) {
  const { say, language } = useLanguage();
  const client = useQueryClient();
  const [error, setError] = useState<unknown>();
  const cancel = () => {
    ask(`/v1/jobs/${id}`, { method: 'DELETE', language })
      .then(() => client.invalidateQueries({ queryKey: ['job', id] }))
      .catch(setError);
  };
  return (
    <div className="buttons">
      <button type="button" className="small" onClick={cancel}>
        {say('Cancel')}
      </button>
      {error !== undefined && <Failure error={error} />}
    </div>
  );
}

function JobFailure({ error: { message, hint, details } }: { error: NonNullable<Job['error']> }) {
  return (
    <div className="notice bad" role="alert">
      <p>{message}</p>
      {details && (
        <ul>
          {details.slice(0, 12).map((one, i) => (
            <li key={i}>
              {[one.column, one.line, one.expected].filter((part) => part !== undefined).join(' · ')}
            </li>
          ))}
        </ul>
      )}
      {hint !== undefined && <p>{hint}</p>}
    </div>
  );
}
