import type { Answer, ScenarioDescription } from '../../api/types';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';
import { keep, usePlace } from '../../routing/place';
import { edited, readEdits, writeEdits, type Body, type Edits } from './request';
import { useAnswers } from './use-answer';
import type { EditedRequest } from './use-request';

interface ComparedProps {
  scenario: ScenarioDescription;
  example: Body;
  request: EditedRequest;
  now: Answer | undefined;
}

/** What if: an answer is kept, and what is changed from then on is shown beside it. */
export function Compared({ scenario, example, request, now }: ComparedProps) {
  const { say } = useLanguage();
  const kept = usePlace().query.get('kept');
  if (!now || figureOf(now) === undefined) return null;
  const hold = () => keep({ kept: writeEdits(request.edits) ?? '{}' });
  return (
    <section className="card compared">
      <div className="buttons">
        <button type="button" className="small" onClick={hold}>
          {say(kept === null ? 'Keep this answer to compare' : 'Keep this one instead')}
        </button>
        {kept !== null && (
          <button type="button" className="small" onClick={() => keep({ kept: undefined })}>
            {say('End the comparison')}
          </button>
        )}
      </div>
      {kept !== null && <Beside {...{ scenario, example, request, now, kept }} />}
    </section>
  );
}

/** The one number of an answer that can be subtracted. */
function figureOf({ prediction }: Answer): number | undefined {
  return prediction.probability ?? prediction.value ?? prediction.horizons?.[0]?.value;
}

function Beside({
  scenario,
  example,
  now,
  request,
  kept,
}: Omit<ComparedProps, 'now'> & { now: Answer; kept: string }) {
  const { say } = useLanguage();
  const { number, signed } = useNumbers();
  const edits = readEdits(kept);
  const before = useAnswers(scenario.id, edited(example, edits)).data?.[0];
  if (!before) return null;
  const [from, to] = [figureOf(before), figureOf(now)];
  const actions = [before, now].map(
    ({ decision, names }) => decision && (names?.[decision.action] ?? decision.action),
  );
  const places = new Set([...Object.keys(edits), ...Object.keys(request.edits)]);
  const changed = [...places].filter(
    (place) => JSON.stringify(edits[place]) !== JSON.stringify(request.edits[place]),
  );
  return (
    <table className="numbers">
      <thead>
        <tr>
          <th scope="col">{say('What if')}</th>
          <th scope="col">{say('Kept')}</th>
          <th scope="col">{say('Now')}</th>
          <th scope="col">{say('Difference')}</th>
        </tr>
      </thead>
      <tbody>
        {from !== undefined && to !== undefined && (
          <tr>
            <th scope="row">{say('Answer')}</th>
            <td>{number(from)}</td>
            <td>{number(to)}</td>
            <td>{signed(to - from)}</td>
          </tr>
        )}
        {actions[0] !== undefined && (
          <tr>
            <th scope="row">{say('Decision')}</th>
            <td>{actions[0]}</td>
            <td>{actions[1]}</td>
            <td>{say(actions[0] === actions[1] ? 'the same' : 'another')}</td>
          </tr>
        )}
        {changed.map((place) => (
          <ChangedRow key={place} {...{ place, edits }} now={request.edits} />
        ))}
      </tbody>
    </table>
  );
}

/** A value that differs between the two. */
function ChangedRow({ place, edits, now }: { place: string; edits: Edits; now: Edits }) {
  const { say } = useLanguage();
  const written = (all: Edits) => (place in all ? JSON.stringify(all[place]) : say('as in the example'));
  return (
    <tr>
      <th scope="row">
        <code>{place.split('/').slice(2).join('/')}</code>
      </th>
      <td>{written(edits)}</td>
      <td>{written(now)}</td>
      <td />
    </tr>
  );
}
