import type { Prediction } from '../../../api/types';
import { useLanguage } from '../../../language/language';
import { useNumbers } from '../../../language/numbers';

/** Ranked products, each with why it is shown. */
export function Items({ items }: { items: NonNullable<Prediction['items']> }) {
  const { say } = useLanguage();
  const { number } = useNumbers();
  return (
    <section className="figure">
      <h3>{say('Ranked products')}</h3>
      <p>{say('{n} products, the best first; scores compare within this list only.', { n: items.length })}</p>
      <ol className="items">
        {items.map((one, i) => (
          <li key={one.item ?? i}>
            <strong>{one.title}</strong>
            <span className="score">{number(one.score)}</span>
            <span className="quiet">{one.reason.text}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
