import { useReadiness, useScenarios } from '../../api/queries';
import type { ScenarioSummary } from '../../api/types';
import { useLanguage } from '../../language/language';
import { useTitle } from '../../parts/header';
import { useIndustries } from '../../parts/industries';
import { Failure } from '../../parts/states';
import { keep, usePlace } from '../../routing/place';
import { Link } from '../../routing/link';
import { QuestionCard } from './question-card';

/** Every question by industry, found by what it says in either language. */
export function Questions() {
  const { say } = useLanguage();
  useTitle('');
  const search = usePlace().query.get('search') ?? '';
  const scenarios = useScenarios();
  const readiness = useReadiness();
  const found = (scenarios.data ?? []).filter((one) => matches(one, search));
  const industries = useIndustries(found);
  return (
    <section className="page wide">
      <header className="hero">
        <h1>{say('Which question do you have?')}</h1>
        <p>
          {say(
            'Each one has a model of its own: answers with intervals, decisions by stated costs, and what they rest on.',
          )}
        </p>
        <div className="search">
          <input
            type="search"
            value={search}
            placeholder={say('Search questions')}
            aria-label={say('Search questions')}
            onChange={({ target }) => keep({ search: target.value })}
          />
          <Link to="/own" className="button">
            {say('A question of your own')}
          </Link>
          <Link to="/tour" className="button">
            {say('Take the tour')}
          </Link>
        </div>
      </header>
      {scenarios.error && <Failure error={scenarios.error} />}
      {scenarios.data && found.length === 0 && (
        <p className="quiet">{say('No question has all of these words.')}</p>
      )}
      {industries.map(({ name, title, scenarios: own }) => (
        <section key={name} className="industry" aria-labelledby={`industry-${name}`}>
          <h2 id={`industry-${name}`}>{title}</h2>
          <ul className="cards">
            {own.map((one) => (
              <QuestionCard
                key={one.id}
                scenario={one}
                isTraining={readiness[one.id]?.state === 'training'}
              />
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

/** Whether every word is somewhere in its texts. */
function matches({ id, title, question, task, data }: ScenarioSummary, search: string): boolean {
  const text = [id, title?.en, title?.zh, question?.en, question?.zh, task, data].join(' ').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
