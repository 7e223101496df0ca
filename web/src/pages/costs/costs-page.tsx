import { useReport } from '../../api/queries';
import type { ScenarioDescription } from '../../api/types';
import { Bars } from '../../charts/bars';
import { CopyButton } from '../../charts/figure';
import { useLanguage } from '../../language/language';
import type { Phrase } from '../../language/phrases';
import { useNumbers } from '../../language/numbers';
import { Notice } from '../../parts/states';
import { keep, usePlace } from '../../routing/place';
import { DecisionRuler } from '../ask/pictures/ruler';
import { eventOf } from '../ask/picture';
import { edited, isBody, readEdits, type Body } from '../ask/request';
import { useAnswers } from '../ask/use-answer';
import { detailsOf } from '../model/details';
import { actionAt, bandsOf, costsOf, outcomeOf, type ActionName, type Costs } from './costs';

const fields: readonly { name: keyof Costs; title: Phrase }[] = [
  { name: 'falseNegative', title: 'An event that is missed costs' },
  { name: 'falsePositive', title: 'A false alarm costs' },
  { name: 'review', title: 'A look by a person costs' },
];

/** Other costs give other thresholds: what that would change for a thousand cases, and for the row of the form. */
export function CostsPage({ scenario }: { scenario: ScenarioDescription }) {
  const { say } = useLanguage();
  const { query } = usePlace();
  const stated = costsOf(scenario);
  const report = useReport(scenario.id, scenario.champion).data;
  if (!stated)
    return <Notice>{say('The decision of this question does not price the two errors of an event.')}</Notice>;
  const entries = fields.flatMap(({ name }) =>
    stated[name] === undefined ? [] : [[name, Number(query.get(name) ?? stated[name])] as const],
  );
  const costs = { ...stated, ...Object.fromEntries(entries) };
  const bins = report && detailsOf(report).reliability;
  return (
    <div className="ask">
      <section className="inputs">
        <Sliders {...{ costs, stated }} />
        <Snippet scenario={scenario} costs={costs} />
      </section>
      <div className="outputs">
        {scenario.champion !== undefined && isBody(scenario.example) && (
          <OneRow scenario={scenario} costs={costs} example={scenario.example} />
        )}
        {bins && <Thousand {...{ bins, costs, stated, scenario }} />}
      </div>
    </div>
  );
}

function Sliders({ costs, stated }: { costs: Costs; stated: Costs }) {
  const { say } = useLanguage();
  const { number } = useNumbers();
  const shown = fields.filter(({ name }) => stated[name] !== undefined);
  return (
    <fieldset>
      {shown.map(({ name, title }) => (
        <div className="field" key={name}>
          <label htmlFor={`cost-${name}`}>{say(title)}</label>
          <input
            id={`cost-${name}`}
            type="number"
            min={0}
            step="any"
            value={costs[name]}
            onChange={({ target }) => keep({ [name]: target.value })}
          />
          <input
            type="range"
            aria-label={say(title)}
            min={0}
            max={Math.max(1, (stated[name] ?? 1) * 4)}
            step={(stated[name] ?? 1) / 20}
            value={costs[name]}
            onChange={({ target }) => keep({ [name]: target.value })}
          />
          <p className="hint">
            {say('stated by the scenario: {value}', { value: number(stated[name] ?? 0) })}
          </p>
        </div>
      ))}
      <div className="buttons">
        <button
          type="button"
          className="small"
          onClick={() => keep(Object.fromEntries(fields.map(({ name }) => [name, undefined])))}
        >
          {say('As stated')}
        </button>
      </div>
    </fieldset>
  );
}

/** What to write into the scenario to have these costs. */
function Snippet({ scenario, costs }: { scenario: ScenarioDescription; costs: Costs }) {
  const { say } = useLanguage();
  const { rule } = scenario.decision as { rule: string };
  const text = `decision:\n  rule: ${rule}\n  costs: { ${Object.entries(costs)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ')} }`;
  return (
    <div className="card">
      <div className="code-head">
        <h2>scenario.yaml</h2>
        <CopyButton label={say('Copy')} onCopy={() => navigator.clipboard.writeText(text)} />
      </div>
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
    </div>
  );
}

/** What an action is called in the reader's language. */
function useActionNames(scenario: ScenarioDescription): (action: ActionName) => string {
  const { textOf, say } = useLanguage();
  const { actions } = (scenario.decision ?? {}) as { actions?: Partial<Record<ActionName, string>> };
  const usual: Record<ActionName, Phrase> = {
    negative: 'no action',
    review: 'review by a person',
    positive: 'action',
  };
  return (action) => {
    const name = actions?.[action];
    if (name === undefined) return say(usual[action]);
    return textOf(scenario.actionNames?.[name]) || name;
  };
}

/** The row that the form holds, or the example, under these costs. */
function OneRow({
  scenario,
  costs,
  example,
}: {
  scenario: ScenarioDescription;
  costs: Costs;
  example: Body;
}) {
  const { say, textOf } = useLanguage();
  const nameOf = useActionNames(scenario);
  const edits = usePlace().query.get('edit');
  const answer = useAnswers(scenario.id, edited(example, readEdits(edits))).data?.[0];
  const probability = answer?.prediction.probability;
  if (answer === undefined || probability === undefined) return null;
  const bands = bandsOf(costs);
  const action = nameOf(actionAt(probability, bands));
  const now = answer.decision && (answer.names?.[answer.decision.action] ?? answer.decision.action);
  return (
    <>
      <section className="card answer">
        <div className="figures">
          <p className="large">{action}</p>
          <p className="about">
            {now === action
              ? say('for the example, as with the stated costs')
              : say('for the example; with the stated costs {action}', { action: now ?? '' })}
          </p>
        </div>
      </section>
      <DecisionRuler
        event={eventOf(scenario, { textOf, say })}
        probability={probability}
        decision={{ action, rule: '', thresholds: bands }}
        nameOf={(name) => name}
      />
    </>
  );
}

interface ThousandProps {
  bins: Parameters<typeof outcomeOf>[0];
  costs: Costs;
  stated: Costs;
  scenario: ScenarioDescription;
}

/** A thousand cases like the rows held out. */
function Thousand({ bins, costs, stated, scenario }: ThousandProps) {
  const { say } = useLanguage();
  const { number, percent } = useNumbers();
  const nameOf = useActionNames(scenario);
  const outcome = outcomeOf(bins, costs);
  // The thresholds that serve, at the costs that are tried: what staying would cost.
  const staying = outcomeOf(bins, costs, bandsOf(stated));
  const actions = (['negative', 'review', 'positive'] as const).filter(
    (one) => one !== 'review' || costs.review !== undefined,
  );
  return (
    <>
      <Bars
        title={say('Cost of a thousand cases')}
        sentence={say(
          'With these thresholds {cost}; with those that serve now {staying}. By ten bins of the rows held out.',
          { cost: number(outcome.cost), staying: number(staying.cost) },
        )}
        bars={[
          { name: say('These thresholds'), value: outcome.cost },
          { name: say('Those that serve'), value: staying.cost, isMain: false },
        ]}
        format={number}
        valueName={say('Cost')}
      />
      <Bars
        title={say('What would be done')}
        sentence={say('{missed} events of a thousand cases would be missed, and {alarms} be false alarms.', {
          missed: number(outcome.missed),
          alarms: number(outcome.alarms),
        })}
        bars={actions.map((one) => ({ name: nameOf(one), value: outcome.shares[one] }))}
        format={percent}
        valueName={say('Share')}
        domain={[0, 1]}
      />
    </>
  );
}
