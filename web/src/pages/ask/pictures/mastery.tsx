import type { Prediction } from '../../../api/types';
import { Bars } from '../../../charts/bars';
import { useLanguage } from '../../../language/language';
import { useNumbers } from '../../../language/numbers';

/** The mastery of each skill with its interval, and what to practise next. */
export function Mastery({ mastery = [], practice = [] }: Pick<Prediction, 'mastery' | 'practice'>) {
  const { say } = useLanguage();
  const { percent } = useNumbers();
  const bars = mastery.map(({ skill, mastery: value, interval, answers }) => ({
    name: skill,
    value,
    interval,
    note: say('{n} answers', { n: answers }),
  }));
  const [asked] = mastery;
  return (
    <>
      {asked && (
        <Bars
          title={say('Mastery of skills')}
          sentence={say('{skill} is mastered with a probability of {p}; the next answer is right with {q}.', {
            skill: asked.skill,
            p: percent(asked.mastery),
            q: percent(asked.probability),
          })}
          bars={bars}
          format={percent}
          valueName={say('Mastery')}
          domain={[0, 1]}
        />
      )}
      {practice.length > 0 && (
        <section className="figure">
          <h3>{say('Practise next')}</h3>
          <ol className="items">
            {practice.map(({ skill, gain, kind, after }) => (
              <li key={skill}>
                <strong>{skill}</strong>
                <span className="score">{say('gain {p}', { p: percent(gain) })}</span>
                <span className="quiet">
                  {say(kind === 'review' ? 'review' : 'learn')}
                  {after.length > 0 && ` · ${say('after {skills}', { skills: after.join(', ') })}`}
                </span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}
