import { useImportance } from '../../api/queries';
import type { Importance, ScenarioDescription } from '../../api/types';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';
import { Failure, Notice } from '../../parts/states';
import { keep, usePlace } from '../../routing/place';
import { ColumnDependence } from './column-dependence';
import { ImportanceBars } from './importance-bars';

/** What a version has learnt as a whole: which columns move its answers, and how the answers go with each. */
export function LearntPage({ scenario }: { scenario: ScenarioDescription }) {
  const { say } = useLanguage();
  const { champion, hasImportance } = scenario;
  const importance = useImportance(scenario.id, hasImportance ? champion : undefined);
  if (!hasImportance)
    return (
      <Notice>
        {say(
          'Answers of this question follow from more than the columns of one row: what each column does is not told for it.',
        )}
      </Notice>
    );
  if (champion === undefined) return <Notice kind="warn">{say('There is no model yet.')}</Notice>;
  if (importance.error) return <Failure error={importance.error} />;
  if (!importance.data) return <p className="quiet">{say('Loading …')}</p>;
  return <Learnt scenario={scenario} importance={importance.data} />;
}

function Learnt({ scenario, importance }: { scenario: ScenarioDescription; importance: Importance }) {
  const { say } = useLanguage();
  const { number } = useNumbers();
  const { query } = usePlace();
  const { figures, references, caution, method, syntheticModel } = importance;
  const asked = Number(query.get('figure') ?? 0);
  const place = asked in figures ? asked : 0;
  return (
    <>
      <Notice kind={syntheticModel ? 'warn' : 'info'}>{caution.text}</Notice>
      {figures.length > 1 && <FigureChoice {...{ figures, place }} />}
      <ImportanceBars figure={figures[place]} />
      <p className="quiet">
        {say('Each answer to {n} reference rows is explained; these stand for {of} rows learnt from.', {
          n: number(references.count),
          of: number(references.from),
        })}{' '}
        {method}
      </p>
      <ColumnDependence {...{ scenario, place }} columns={figures[place].columns} />
    </>
  );
}

function FigureChoice({ figures, place }: { figures: Importance['figures']; place: number }) {
  const { say } = useLanguage();
  return (
    <div className="field">
      <label htmlFor="learnt-figure">{say('What is told')}</label>
      <select
        id="learnt-figure"
        value={place}
        onChange={({ target }) => keep({ figure: target.value === '0' ? undefined : target.value })}
      >
        {figures.map(({ text }, i) => (
          <option key={text} value={i}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
