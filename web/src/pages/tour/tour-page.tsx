import { useScenario } from '../../api/queries';
import { useLanguage } from '../../language/language';
import { useTitle } from '../../parts/header';
import { Failure, Notice } from '../../parts/states';
import { Link } from '../../routing/link';
import { keep, usePlace } from '../../routing/place';
import { AnswerCard } from '../ask/answer-card';
import { Picture } from '../ask/picture';
import { isBody, type Body } from '../ask/request';
import { useAnswers } from '../ask/use-answer';
import type { ScenarioDescription } from '../../api/types';
import { stops, type Stop } from './stops';

/** Ten minutes through six industries, each with a live answer. */
export function TourPage() {
  const { say } = useLanguage();
  useTitle(say('Tour'));
  const asked = Number(usePlace().query.get('stop') ?? 1);
  const place = Number.isInteger(asked) && asked >= 1 && asked <= stops.length ? asked : 1;
  return (
    <section className="page">
      <header className="head">
        <h1>{say('Ten minutes through six industries')}</h1>
        <ol className="stops">
          {stops.map(({ scenario }, i) => (
            <li key={scenario}>
              <button
                type="button"
                className="small"
                aria-current={i + 1 === place ? 'step' : undefined}
                aria-label={say('Stop {n} of {of}', { n: i + 1, of: stops.length })}
                onClick={() => keep({ stop: String(i + 1) })}
              >
                {i + 1}
              </button>
            </li>
          ))}
        </ol>
      </header>
      <StopView key={place} stop={stops[place - 1]} />
      <div className="buttons">
        <button type="button" disabled={place === 1} onClick={() => keep({ stop: String(place - 1) })}>
          {say('Back')}
        </button>
        {place < stops.length && (
          <button type="button" className="primary" onClick={() => keep({ stop: String(place + 1) })}>
            {say('Next')}
          </button>
        )}
        {place === stops.length && (
          <Link to="/" className="button primary">
            {say('All questions')}
          </Link>
        )}
      </div>
    </section>
  );
}

function StopView({ stop }: { stop: Stop }) {
  const { say, textOf } = useLanguage();
  const scenario = useScenario(stop.scenario);
  if (scenario.error) return <Failure error={scenario.error} />;
  if (!scenario.data) return <p className="quiet">{say('Loading …')}</p>;
  const edit = stop.edit
    ? `#${new URLSearchParams({ edit: JSON.stringify(stop.edit), kept: '{}' }).toString()}`
    : '';
  return (
    <>
      <h2>{textOf(scenario.data.question)}</h2>
      <Notice>
        <p>{say(stop.look)}</p>
        <p>
          <strong>{say('Try it:')}</strong> <Link to={`/${stop.scenario}${edit}`}>{say(stop.tryThis)}</Link>
        </p>
      </Notice>
      {scenario.data.champion === undefined && (
        <Notice kind="warn">
          {say('This question has no model yet. It answers as soon as its first training has ended.')}
        </Notice>
      )}
      {scenario.data.champion !== undefined && isBody(scenario.data.example) && (
        <Live scenario={scenario.data} body={scenario.data.example} />
      )}
    </>
  );
}

function Live({ scenario, body }: { scenario: ScenarioDescription; body: Body }) {
  const answers = useAnswers(scenario.id, body);
  const answer = answers.data?.[0];
  if (answers.error) return <Failure error={answers.error} />;
  if (!answer) return <div className="card answer pending placeholder" />;
  return (
    <div className="one-answer">
      <AnswerCard {...{ scenario, answer }} isPending={false} />
      <Picture {...{ scenario, answer, body }} />
    </div>
  );
}
