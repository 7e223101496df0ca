import { useDependence } from '../../api/queries';
import type { Dependence, Importance, ScenarioDescription } from '../../api/types';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';
import { Failure } from '../../parts/states';
import { keep, usePlace } from '../../routing/place';
import { BinnedEffects } from './binned-effects';
import { ValueEffects } from './value-effects';

interface ColumnDependenceProps {
  scenario: ScenarioDescription;
  /** The most important first. */
  columns: Importance['figures'][number]['columns'];
  /** Of the figure that is shown. */
  place: number;
}

/** How the answer goes with a column that the reader picks. */
export function ColumnDependence({ scenario, columns, place }: ColumnDependenceProps) {
  const { say } = useLanguage();
  const asked = usePlace().query.get('column');
  const told = columns.filter(({ hasDependence }) => hasDependence);
  if (told.length === 0) return null;
  const column = told.find((one) => one.column === asked) ?? told[0];
  return (
    <section className="pictures">
      <h2>{say('How the answer goes with a column')}</h2>
      <div className="field">
        <label htmlFor="learnt-column">{say('Column')}</label>
        <select
          id="learnt-column"
          value={column.column}
          onChange={({ target }) => keep({ column: target.value })}
        >
          {told.map((one) => (
            <option key={one.column} value={one.column}>
              {one.meaning}
            </option>
          ))}
        </select>
      </div>
      <Told {...{ scenario, place }} column={column.column} />
    </section>
  );
}

function Told({ scenario, column, place }: { scenario: ScenarioDescription; column: string; place: number }) {
  const { say } = useLanguage();
  const { number } = useNumbers();
  const { data, error } = useDependence(scenario.id, scenario.champion, column);
  if (error) return <Failure error={error} />;
  if (!data) return <p className="quiet">{say('Loading …')}</p>;
  return (
    <>
      <Effects told={data} place={place} />
      <p className="quiet">
        {data.missing > 0 && `${say('{n} rows have no value.', { n: number(data.missing) })} `}
        {data.method} {data.caution.text}
      </p>
    </>
  );
}

function Effects({ told, place }: { told: Dependence; place: number }) {
  const { say } = useLanguage();
  const { meaning, bins, values = [], figures, kind, columnUnit, rows, missing } = told;
  const { effects, text } = figures[place];
  const title = say('{column}: effect on {figure}', { column: meaning, figure: text });
  const known = rows - missing;
  return bins ? (
    <BinnedEffects {...{ title, bins, effects, kind, rows: known, unit: columnUnit }} />
  ) : (
    <ValueEffects {...{ title, values, effects, rows: known }} />
  );
}
