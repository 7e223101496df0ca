import type { Prediction } from '../../../api/types';
import { Bars } from '../../../charts/bars';
import { useLanguage } from '../../../language/language';
import { useNumbers } from '../../../language/numbers';

interface ClassesProps {
  probabilities: NonNullable<Prediction['probabilities']>;
  label?: string;
  nameOf: (name: string) => string;
}

/** The probability of each class. */
export function ClassBars({ probabilities, label, nameOf }: ClassesProps) {
  const { say } = useLanguage();
  const { percent } = useNumbers();
  const bars = Object.entries(probabilities).map(([name, value]) => ({
    name: nameOf(name),
    value,
    isMain: label === undefined || name === label,
  }));
  const [first] = [...bars].sort((a, b) => b.value - a.value);
  return (
    <Bars
      title={say('Probability of each class')}
      sentence={say('{event} is the likeliest with {p}.', { event: first.name, p: percent(first.value) })}
      bars={bars}
      format={percent}
      valueName={say('Probability')}
      domain={[0, 1]}
    />
  );
}

interface TargetsProps {
  targets: NonNullable<Prediction['targets']>;
  titleOf: (target: string) => string;
  nameOf: (name: string) => string;
}

/** What is predicted of each of several targets, the likeliest first. */
export function TargetBars({ targets, titleOf, nameOf }: TargetsProps) {
  const { say } = useLanguage();
  const { percent, number } = useNumbers();
  const all = Object.entries(targets).map(([name, one]) => ({
    name: titleOf(name),
    value: one.probability ?? one.value ?? 0,
    interval: one.interval,
    isMain: one.probability === undefined || one.probability >= 0.5,
    note: one.label === undefined ? one.unit : nameOf(one.label),
  }));
  const areProbabilities = Object.values(targets).every(({ probability }) => probability !== undefined);
  const bars = all.sort((a, b) => b.value - a.value);
  const [first] = bars;
  const format = areProbabilities ? percent : number;
  const sentence = say('{name} is the highest of {n} with {value}.', {
    name: first.name,
    n: bars.length,
    value: format(first.value),
  });
  return (
    <Bars
      title={say('All targets')}
      {...{ sentence, bars, format }}
      valueName={say(areProbabilities ? 'Probability' : 'Value')}
      domain={areProbabilities ? [0, 1] : undefined}
    />
  );
}
