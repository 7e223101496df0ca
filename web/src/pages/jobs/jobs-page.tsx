import { useJobs } from '../../api/queries';
import type { Job } from '../../api/types';
import { useLanguage } from '../../language/language';
import type { Phrase } from '../../language/phrases';
import { useNumbers } from '../../language/numbers';
import { useTitle } from '../../parts/header';
import { Failure } from '../../parts/states';
import { Link } from '../../routing/link';
import { keep, usePlace } from '../../routing/place';
import { StateBadge } from './job-view';

const kinds: Readonly<Record<Job['kind'], Phrase>> = {
  batch: 'scoring',
  rescore: 'scoring of repaired rows',
  train: 'training',
  decide: 'decision on a file',
};

/** The latest jobs, as they are at this moment. */
export function JobsPage() {
  const { say } = useLanguage();
  useTitle(say('Jobs'));
  const cursor = usePlace().query.get('cursor');
  const jobs = useJobs(cursor === null ? '?limit=50' : `?limit=50&cursor=${encodeURIComponent(cursor)}`);
  return (
    <section className="page">
      <h1>{say('Jobs')}</h1>
      {jobs.error && <Failure error={jobs.error} />}
      {jobs.data?.jobs.length === 0 && (
        <p className="quiet">{say('Nothing was ordered yet: score a file, or train a version.')}</p>
      )}
      {jobs.data && jobs.data.jobs.length > 0 && <JobTable jobs={jobs.data.jobs} />}
      <div className="buttons">
        {cursor !== null && (
          <button type="button" onClick={() => keep({ cursor: undefined })}>
            {say('The latest')}
          </button>
        )}
        {jobs.data?.next !== undefined && (
          <button type="button" onClick={() => keep({ cursor: jobs.data?.next })}>
            {say('Earlier')}
          </button>
        )}
      </div>
    </section>
  );
}

function JobTable({ jobs }: { jobs: readonly Job[] }) {
  const { say } = useLanguage();
  const { number, moment } = useNumbers();
  return (
    <div className="scroll card" tabIndex={0} role="region" aria-label={say('Jobs')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('Ordered')}</th>
            <th scope="col">{say('What')}</th>
            <th scope="col">{say('Question')}</th>
            <th scope="col">{say('State')}</th>
            <th scope="col">{say('Progress')}</th>
          </tr>
        </thead>
        <tbody>
          {jobs.map(({ id, kind, scenario, state, createdAt, progress }) => (
            <tr key={id}>
              <td>
                <Link to={`/jobs/${id}`}>{moment(createdAt)}</Link>
              </td>
              <td>{say(kinds[kind])}</td>
              <td>
                <Link to={`/${scenario}`}>{scenario}</Link>
              </td>
              <td>
                <StateBadge state={state} />
              </td>
              <td>
                {number(progress.done)}
                {progress.total !== undefined && ` / ${number(progress.total)}`}{' '}
                {say(progress.unit === 'rows' ? 'rows' : 'epochs')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
