import type { ScenarioSummary } from '../../api/types';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';
import { metricName } from '../../parts/metrics';
import { Badge } from '../../parts/states';
import { Link } from '../../routing/link';
import { Miniature } from './miniature';

interface CardProps {
  scenario: ScenarioSummary;
  isTraining: boolean;
}

/** A question with its picture in miniature, how good its model is, and whether it is there. */
export function QuestionCard({ scenario, isTraining }: CardProps) {
  const { textOf, say } = useLanguage();
  const { id, title, question, task, champion, problem } = scenario;
  return (
    <li className="question">
      <Link to={`/${id}`}>
        {task && <Miniature task={task} />}
        <span className="title">{title ? textOf(title) : id}</span>
        <strong>{question ? textOf(question) : (problem ?? id)}</strong>
      </Link>
      <Headline scenario={scenario} />
      <p className="badges">
        {champion !== undefined && <Badge kind="accent">{say('ready')}</Badge>}
        {champion === undefined && isTraining && <Badge kind="warn">{say('training')}</Badge>}
        {champion === undefined && !isTraining && <Badge kind="bad">{say('no model yet')}</Badge>}
        {scenario.headline?.data === 'synthetic-sample' && <Badge kind="warn">{say('synthetic data')}</Badge>}
        {scenario.headline && scenario.headline.data !== 'synthetic-sample' && (
          <Badge kind="good">{say('real data')}</Badge>
        )}
      </p>
    </li>
  );
}

/** The primary metric on rows held out, beside what a model reaches that knows no feature. */
function Headline({ scenario: { headline } }: { scenario: ScenarioSummary }) {
  const { language, say } = useLanguage();
  const { number } = useNumbers();
  if (!headline || headline.value === null)
    return <p className="headline quiet">{say('not measured yet')}</p>;
  const { lower, upper, value } = headline;
  const interval = lower === null || upper === null ? '' : ` (${number(lower)} – ${number(upper)})`;
  return (
    <p className="headline">
      {metricName(headline.metric, language)} <strong>{number(value)}</strong>
      <span className="quiet">{interval}</span>
    </p>
  );
}
