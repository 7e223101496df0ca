import type { Decision } from '../../../api/types';
import { useLanguage } from '../../../language/language';
import { useNumbers } from '../../../language/numbers';

/** The grade on its ladder, 1 the safest, with the probability of the event in it. */
export function GradeLadder({ grade }: { grade: NonNullable<Decision['grade']> }) {
  const { say } = useLanguage();
  const { percent } = useNumbers();
  const [low, high] = grade.interval;
  const steps = Array.from({ length: grade.of }, (_, i) => i + 1);
  return (
    <section className="figure">
      <h3>{say('Grade {name}', { name: grade.name })}</h3>
      <p>
        {say(
          'Rank {rank} of {of}, 1 the safest; the event has a probability of {p} in it (95 % interval {low} to {high}, {n} rows).',
          {
            rank: grade.rank,
            of: grade.of,
            p: percent(grade.probability),
            low: percent(low),
            high: percent(high),
            n: grade.rows,
          },
        )}
      </p>
      <ol className="ladder" aria-hidden="true">
        {steps.map((rank) => (
          <li key={rank} className={rank === grade.rank ? 'here' : undefined}>
            {rank === grade.rank ? grade.name : rank}
          </li>
        ))}
      </ol>
    </section>
  );
}
