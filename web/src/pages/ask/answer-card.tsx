import type { Answer, ScenarioDescription } from '../../api/types';
import { useLanguage } from '../../language/language';
import { Badge, Notice } from '../../parts/states';
import { useFigure } from './use-figure';

interface CardProps {
  scenario: ScenarioDescription;
  answer: Answer;
  /** Whether a newer one is on its way. */
  isPending: boolean;
}

/** The answer in large: its figure, what to do, and what must be known with it. */
export function AnswerCard({ scenario, answer, isPending }: CardProps) {
  const { say } = useLanguage();
  const { figure, about } = useFigure(scenario, answer);
  const { decision, notice, applicability, names } = answer;
  const isSynthetic = applicability.warnings.some(({ code }) => code === 'synthetic-training-data');
  const warnings = applicability.warnings.filter(({ code }) => code !== 'synthetic-training-data');
  return (
    <section
      className={`card answer${isPending ? ' pending' : ''}`}
      aria-live="polite"
      aria-atomic="true"
      aria-label={say('Answer')}
    >
      <div className="figures">
        <p className="large" data-testid="figure">
          {figure}
        </p>
        <p className="about">{about}</p>
      </div>
      {decision && (
        <p className="action">
          <span className="quiet">{say('Decision')}</span>{' '}
          <strong data-testid="action">{names?.[decision.action] ?? decision.action}</strong>{' '}
          <span className="quiet">
            {say('by the rule {rule}', { rule: names?.[decision.rule] ?? decision.rule })}
          </span>
        </p>
      )}
      <p className="badges">
        {applicability.in_domain ? (
          <Badge kind="good">{say('within what the model knows')}</Badge>
        ) : (
          <Badge kind="bad">{say('outside of what the model knows')}</Badge>
        )}
        {isSynthetic && <Badge kind="warn">{say('trained on a synthetic sample')}</Badge>}
        {answer.stage !== undefined && (
          <Badge>{say('stage: {stage}', { stage: names?.[answer.stage] ?? answer.stage })}</Badge>
        )}
        <Badge>{answer.model.split('/')[1]}</Badge>
      </p>
      {notice !== undefined && <Notice kind="warn">{notice}</Notice>}
      {isSynthetic && (
        <p className="quiet">
          {applicability.warnings.find(({ code }) => code === 'synthetic-training-data')?.text}
        </p>
      )}
      {warnings.length > 0 && (
        <ul className="warnings">
          {warnings.map(({ code, text }, i) => (
            <li key={`${code}-${i}`}>{text}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
