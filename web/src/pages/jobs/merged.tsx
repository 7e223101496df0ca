import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';
import { ApiLink } from '../../parts/api-link';
import { Notice } from '../../parts/states';
import { useLiveJob } from './use-live-job';

interface MergedProps {
  /** The id of the job whose rejects were repaired. */
  first: string;
  /** The id of the job that scores them again. */
  again: string;
}

/** The whole file once its repaired rows are scored: as one to download. */
export function Merged({ first, again }: MergedProps) {
  const { say } = useLanguage();
  const { number } = useNumbers();
  const job = useLiveJob(again).data;
  if (job?.error) return <Notice kind="bad">{job.error.message}</Notice>;
  const { result } = job ?? {};
  if (job?.state !== 'succeeded' || !result || !('rescored' in result))
    return <p className="quiet">{say('The repaired rows are being scored …')}</p>;
  const { scored, rejected } = result.rows;
  return (
    <div className="buttons">
      <ApiLink className="button primary" href={job.links.result} name={`${first}.merged.csv`}>
        {say('Download all {n} rows', { n: number(scored) })}
      </ApiLink>
      {rejected > 0 && <span className="quiet">{say('{n} rows were rejected again.', { n: rejected })}</span>}
    </div>
  );
}
