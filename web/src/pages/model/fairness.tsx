import type { Report, ScenarioDescription } from '../../api/types';
import { NumberTable } from '../../charts/figure';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';
import { useFieldWords } from '../../parts/tree';

interface Group {
  group: string;
  count: number;
  small?: boolean;
  [figure: string]: unknown;
}

/** How the groups of each sensitive column fare; figures of small groups are marked. */
export function Fairness({ report, scenario }: { report: Report; scenario: ScenarioDescription }) {
  const { say } = useLanguage();
  const columns = Object.entries((report.fairness ?? {}) as Record<string, { groups?: Group[] }>);
  const known = columns.flatMap(([name, { groups }]) =>
    groups && groups.length > 0 ? [{ name, groups }] : [],
  );
  if (known.length === 0) return null;
  return (
    <section className="card">
      <h2>{say('Fairness by group')}</h2>
      <p className="quiet">
        {say('Of rows held out; groups with few rows are marked and are not compared.')}
      </p>
      {known.map((one) => (
        <Groups key={one.name} {...one} scenario={scenario} />
      ))}
    </section>
  );
}

function Groups({
  name,
  groups,
  scenario,
}: {
  name: string;
  groups: readonly Group[];
  scenario: ScenarioDescription;
}) {
  const { say, textOf } = useLanguage();
  const { number } = useNumbers();
  const wordsOf = useFieldWords();
  const column = scenario.columns.find((one) => one.name === name);
  const categories = column && 'categories' in column ? column.categories : undefined;
  const labelOf = (group: string) => textOf(categories?.find(({ code }) => code === group)?.label) || group;
  const figures = Object.keys(groups[0]).filter((key) => typeof groups[0][key] === 'number');
  const cell = (value: unknown) => (typeof value === 'number' ? number(value) : '–');
  const rows = groups.map((one) => [
    `${labelOf(one.group)}${one.small === true ? ` (${say('few rows')})` : ''}`,
    ...figures.map((key) => cell(one[key])),
  ]);
  const title = column ? textOf(column.meaning) : name;
  return (
    <>
      <h3>{title}</h3>
      <NumberTable label={title} columns={[say('Group'), ...figures.map(wordsOf)]} rows={rows} />
    </>
  );
}
