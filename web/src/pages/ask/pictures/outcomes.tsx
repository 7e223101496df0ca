import type { Prediction } from '../../../api/types';
import { Bars } from '../../../charts/bars';
import { useLanguage } from '../../../language/language';
import { useNumbers } from '../../../language/numbers';
import { DecisionRuler } from './ruler';
import { ValueRuler } from './value-ruler';

/** What is expected without and with a treatment, what it changes, and how often such cases were treated. */
export function Outcomes({
  prediction,
  nameOf,
}: {
  prediction: Prediction;
  nameOf: (name: string) => string;
}) {
  const { say } = useLanguage();
  const { number, signed } = useNumbers();
  const { outcomes, value, interval, unit = '', propensity } = prediction;
  return (
    <>
      {outcomes && (
        <Bars
          title={say('Two outcomes')}
          sentence={say('{without} {unit} are expected without it and {with} {unit} with it.', {
            without: number(outcomes.untreated),
            with: number(outcomes.treated),
            unit,
          })}
          bars={[
            { name: say('Without treatment'), value: outcomes.untreated, isMain: false },
            { name: say('With treatment'), value: outcomes.treated },
          ]}
          format={number}
          valueName={say('Expected outcome')}
        />
      )}
      {value !== undefined && (
        <ValueRuler
          title={say('What the treatment changes: {value} {unit}', { value: signed(value), unit })}
          unit={unit}
          value={value}
          interval={interval}
          markers={[{ name: say('no effect'), value: 0 }]}
        />
      )}
      {propensity !== undefined && (
        <DecisionRuler event={say('a case like this was treated')} probability={propensity} nameOf={nameOf} />
      )}
    </>
  );
}
