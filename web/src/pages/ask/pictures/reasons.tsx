import { Bars } from '../../../charts/bars';
import { useLanguage } from '../../../language/language';
import { useNumbers } from '../../../language/numbers';
import type { Reason } from '../../../api/types';

interface ReasonsProps {
  reasons: readonly Reason[];
  titleOf: (column: string) => string;
}

/** What the answer rests on, the strongest first, with the sum of what is shown. */
export function Reasons({ reasons, titleOf }: ReasonsProps) {
  const { say } = useLanguage();
  const { signed } = useNumbers();
  const sum = reasons.reduce((total, { contribution }) => total + contribution, 0);
  const bars = reasons.map(({ feature, contribution, text }) => ({
    name: titleOf(feature),
    value: contribution,
    note: text,
  }));
  return (
    <>
      <Bars
        title={say('What it rests on')}
        sentence={say('The {n} strongest reasons add up to {sum}.', { n: reasons.length, sum: signed(sum) })}
        bars={bars}
        format={signed}
        valueName={say('Contribution')}
      />
      <ul className="reasons">
        {reasons.slice(0, 3).map(({ feature, text }) => (
          <li key={feature}>{text}</li>
        ))}
      </ul>
    </>
  );
}
