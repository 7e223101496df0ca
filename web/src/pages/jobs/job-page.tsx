import { useJob } from '../../api/queries';
import { useLanguage } from '../../language/language';
import { useTitle } from '../../parts/header';
import { Link } from '../../routing/link';
import { JobView } from './job-view';

/** One job, by its address. */
export function JobPage({ id }: { id: string }) {
  const { say } = useLanguage();
  const { data } = useJob(id);
  useTitle(say('Job'));
  return (
    <section className="page">
      <header className="head">
        <h1>{say('Job')}</h1>
        <p className="quiet">
          <code>{id}</code> {data && <Link to={`/${data.scenario}`}>{data.scenario}</Link>}
        </p>
      </header>
      <JobView id={id} />
    </section>
  );
}
