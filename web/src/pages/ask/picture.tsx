import type { Answer, ScenarioDescription } from '../../api/types';
import { useLanguage } from '../../language/language';
import type { Body } from './request';
import { listOf } from './request';
import { Allocation } from './pictures/allocation';
import { ClassBars, TargetBars } from './pictures/classes';
import { FanChart } from './pictures/fan';
import { GradeLadder } from './pictures/grades';
import { Items } from './pictures/items';
import { Mastery } from './pictures/mastery';
import { Outcomes } from './pictures/outcomes';
import { Reasons } from './pictures/reasons';
import { RiskPicture } from './pictures/risk';
import { DecisionRuler } from './pictures/ruler';
import { ValueRuler } from './pictures/value-ruler';
import { stepsOf } from './steps';

interface PictureProps {
  scenario: ScenarioDescription;
  answer: Answer;
  body: Body;
}

/** What an answer looks like: each form of prediction that it holds has its picture. */
export function Picture({ scenario, answer, body }: PictureProps) {
  const { textOf, say } = useLanguage();
  const { prediction, decision, reasons } = answer;
  const nameOf = (name: string) => answer.names?.[name] ?? name;
  const meanings = new Map(scenario.columns.map((column) => [column.name, textOf(column.meaning)]));
  const titleOf = (column: string) => meanings.get(column) ?? column;
  const isOne = prediction.outcomes === undefined && prediction.propensity === undefined;
  const { mastery, practice, items, risk, allocation, targets, horizons, probabilities } = prediction;
  return (
    <div className="pictures">
      {decision?.grade && <GradeLadder grade={decision.grade} />}
      {prediction.probability !== undefined && mastery === undefined && (
        <DecisionRuler
          event={eventOf(scenario, { textOf, say })}
          probability={prediction.probability}
          decision={decision}
          nameOf={nameOf}
        />
      )}
      {probabilities && <ClassBars probabilities={probabilities} label={prediction.label} nameOf={nameOf} />}
      {!isOne && <Outcomes prediction={prediction} nameOf={nameOf} />}
      {isOne && prediction.value !== undefined && !risk && <OneValue {...{ scenario, answer }} />}
      {horizons && <Forecast {...{ scenario, answer, body }} />}
      {targets && (
        <TargetBars {...{ targets, nameOf }} titleOf={(name) => targetTitle(scenario, name, textOf)} />
      )}
      {items && <Items items={items} />}
      {mastery && <Mastery {...{ mastery, practice }} />}
      {risk && <RiskPicture risk={risk} />}
      {allocation && <Allocation allocation={allocation} />}
      {reasons && reasons.length > 0 && <Reasons {...{ reasons, titleOf }} />}
    </div>
  );
}

type Spoken = Pick<ReturnType<typeof useLanguage>, 'textOf' | 'say'>;

/** What the probability is of, in the reader's words: the class that is asked about, or the event. */
export function eventOf({ target }: ScenarioDescription, { textOf, say }: Spoken): string {
  if (target?.kind === 'categorical' && target.event) return textOf(target.event);
  const positive =
    target?.kind === 'categorical'
      ? target.categories.find(({ code }) => code === target.positive)
      : undefined;
  return positive ? textOf(positive.label) : say('the event');
}

function targetTitle({ targets }: ScenarioDescription, name: string, textOf: Spoken['textOf']): string {
  const target = targets?.find((one) => one.name === name);
  return target ? textOf(target.meaning) : name;
}

function OneValue({ scenario, answer }: Omit<PictureProps, 'body'>) {
  const { say, textOf } = useLanguage();
  const { prediction, decision } = answer;
  const { target } = scenario;
  const [low = null, high = null] = target?.kind === 'numeric' ? (target.range ?? []) : [];
  const range = low === null || high === null ? undefined : ([low, high] as const);
  const lead = scenario.task === 'remaining-life' ? decision?.threshold : undefined;
  const markers = lead === undefined ? [] : [{ name: say('lead time'), value: lead }];
  return (
    <ValueRuler
      title={textOf(target?.meaning)}
      unit={prediction.unit ?? ''}
      value={prediction.value ?? 0}
      interval={prediction.interval}
      {...{ markers, range }}
    />
  );
}

/** The series that is known and the horizons ahead of it. */
function Forecast({ scenario, answer, body }: PictureProps) {
  const { textOf } = useLanguage();
  const { horizons = [], unit = '' } = answer.prediction;
  const name = scenario.target?.name ?? '';
  const rows = listOf(body)?.rows ?? [];
  const past = rows.flatMap((row) => (typeof row[name] === 'number' ? [row[name]] : []));
  const limits = horizons[0]?.crossings?.map(({ limit }) => limit);
  return (
    <FanChart
      title={textOf(scenario.target?.meaning)}
      {...{ unit, past, horizons, limits }}
      steps={stepsOf(scenario, rows, horizons)}
    />
  );
}
