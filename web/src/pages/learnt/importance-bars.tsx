import type { Importance } from '../../api/types';
import { Bars } from '../../charts/bars';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';

type ImportanceFigure = Importance['figures'][number];

const mostShown = 20;

/** The most important columns, each with its interval and the places that it may have. */
export function ImportanceBars({ figure: { text, columns } }: { figure: ImportanceFigure }) {
  const { say } = useLanguage();
  const { number, percent } = useNumbers();
  const shown = columns.slice(0, mostShown);
  const sensitive = shown.filter((one) => one.sensitive).map(({ meaning }) => meaning);
  const placesOf = ({ first, last }: (typeof shown)[number]) =>
    first === last ? number(first) : say('{first} to {last}', { first, last });
  const remarks = [
    columns.length > shown.length &&
      say('The {n} most important of {of} columns are shown.', { n: shown.length, of: columns.length }),
    sensitive.length > 0 &&
      say('Faint bars are sensitive columns: {names}.', { names: sensitive.join(say(', ')) }),
  ].filter((remark) => remark !== false);
  return (
    <>
      <Bars
        title={say('What moves {figure}', { figure: text })}
        sentence={useSentence(columns)}
        bars={shown.map((one) => ({
          name: one.meaning,
          value: one.importance,
          interval: [one.lower, one.upper],
          isMain: one.sensitive !== true,
          note: one.text,
        }))}
        format={number}
        valueName={say('Mean absolute contribution')}
        more={{
          columns: [say('Share'), say('Place'), say('Column')],
          cells: shown.map((one) => [percent(one.share), placesOf(one), one.column]),
        }}
      />
      {remarks.length > 0 && <p className="quiet">{remarks.join(' ')}</p>}
    </>
  );
}

/** What is first, and whether that may be chance. */
function useSentence(columns: ImportanceFigure['columns']): string {
  const { say } = useLanguage();
  const { number, percent } = useNumbers();
  const [first] = columns;
  const meanings = new Map(columns.map(({ column, meaning }) => [column, meaning]));
  const names = first.notToldApart.map((name) => meanings.get(name) ?? name);
  const most = say('{name} moves it most: by {value} on average, {share} of all.', {
    name: first.meaning,
    value: number(first.importance),
    share: percent(first.share),
  });
  const apart =
    names.length === 0
      ? say('No other column may be as important by chance.')
      : say('Not told apart from it: {names}.', { names: names.join(say(', ')) });
  return `${most} ${apart}`;
}
