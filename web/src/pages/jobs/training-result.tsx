import type { Job, TrainingSummary } from '../../api/types';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';
import { metricName } from '../../parts/metrics';
import { Badge } from '../../parts/states';
import { Link } from '../../routing/link';

/** The version that a training made, how good it is, and whether it serves. */
export function TrainingResult({ job }: { job: Job }) {
  const { say, language, textOf } = useLanguage();
  const { number } = useNumbers();
  const { model, promoted, promotion, headline, notes = [] } = job.result as TrainingSummary;
  return (
    <section className="card">
      <h2>{model}</h2>
      <p className="badges">
        <Badge kind={promoted ? 'good' : 'warn'}>{say(promoted ? 'serves' : 'does not serve')}</Badge>
        <span>{promotion}</span>
      </p>
      {headline.value !== null && (
        <p>
          {metricName(headline.metric, language)} <strong>{number(headline.value)}</strong>
        </p>
      )}
      {notes.length > 0 && (
        <ul className="warnings">
          {notes.map((note, i) => (
            <li key={i}>{textOf(note.text)}</li>
          ))}
        </ul>
      )}
      <p>
        {promoted && <Link to={`/${job.scenario}`}>{say('Ask it')}</Link>}{' '}
        <Link to={`/${job.scenario}/versions`}>{say('All versions')}</Link>
      </p>
    </section>
  );
}
