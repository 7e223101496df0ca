import type { Answer, ScenarioDescription } from '../../api/types';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';
import { eventOf } from './picture';

/** What stands in large, and what it is of. */
interface Figure {
  figure: string;
  about: string;
}

/** The one figure that says most of an answer, whatever its form. */
export function useFigure(scenario: ScenarioDescription, answer: Answer): Figure {
  const { say } = useLanguage();
  const { number, percent } = useNumbers();
  const amount = useNumberFigure(scenario, answer);
  const event = useEventFigure(scenario, answer);
  const { items, targets, propensity } = answer.prediction;
  const found = event ?? amount;
  if (found) return found;
  if (items)
    return { figure: items[0]?.title ?? say('nothing'), about: say('first of {n}', { n: items.length }) };
  if (targets) {
    const likely = Object.values(targets).filter(({ probability = 0 }) => probability >= 0.5).length;
    const about = say('targets that are more likely than not');
    return { figure: `${number(likely)} / ${Object.keys(targets).length}`, about };
  }
  const figure = propensity === undefined ? '–' : percent(propensity);
  return { figure, about: say('nothing like it was seen in both groups') };
}

/** Of a number, or of the first horizon of a forecast. */
function useNumberFigure({ target }: ScenarioDescription, { prediction }: Answer): Figure | undefined {
  const { say, textOf } = useLanguage();
  const { number } = useNumbers();
  const { value, unit = '', interval, horizons } = prediction;
  const [next] = horizons ?? [];
  const meaning = textOf(target?.meaning);
  if (next)
    return { figure: `${number(next.value)} ${unit}`, about: `${meaning} · ${next.at ?? next.horizon}` };
  if (value === undefined) return undefined;
  const ends = interval && { low: number(interval[0]), high: number(interval[1]) };
  const between = ends ? say('in 90 % of cases between {low} and {high}', ends) : '';
  return { figure: `${number(value)} ${unit}`.trim(), about: [meaning, between].filter(Boolean).join(' · ') };
}

/** Of an event or a class alone; where there is a number, too, that says more. */
function useEventFigure(scenario: ScenarioDescription, answer: Answer): Figure | undefined {
  const { say, textOf } = useLanguage();
  const { percent } = useNumbers();
  const { probability, label, probabilities, mastery, value } = answer.prediction;
  if (probability === undefined || value !== undefined) return undefined;
  if (mastery) return { figure: percent(probability), about: say('the next answer is right') };
  const spoken = label === undefined ? '' : (answer.names?.[label] ?? label);
  const isOfLabel = probabilities !== undefined && answer.prediction.kind === undefined;
  const event = isOfLabel ? spoken : eventOf(scenario, { textOf, say });
  const about = spoken === event ? event : `${event} · ${say('label: {label}', { label: spoken })}`;
  return { figure: percent(probability), about };
}
