import { scaleLinear } from 'd3-scale';
import type { Profile, ScenarioDescription } from '../../api/types';
import { BottomAxis } from '../../charts/axis';
import { Bars } from '../../charts/bars';
import { Figure } from '../../charts/figure';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';

type ColumnProfile = Profile['columns'][number];
type NumberProfile = Extract<ColumnProfile, { type: 'number' }>;
type TextProfile = Extract<ColumnProfile, { type: 'text' }>;

/** Each column of the rows that were learnt from: a histogram, or the commonest values. */
export function ProfileCharts({ scenario, profile }: { scenario: ScenarioDescription; profile: Profile }) {
  const { textOf } = useLanguage();
  const columns = new Map(scenario.columns.map((column) => [column.name, column]));
  const titleOf = (name: string) => textOf(columns.get(name)?.meaning) || name;
  const labelOf = (name: string, value: string) => {
    const column = columns.get(name);
    const categories = column && 'categories' in column ? column.categories : undefined;
    return textOf(categories?.find(({ code }) => code === value)?.label) || value;
  };
  return (
    <div className="grid">
      {profile.columns.map((one) => {
        if (one.type === 'number') return <Histogram key={one.name} title={titleOf(one.name)} column={one} />;
        if (one.type === 'text')
          return <Commonest key={one.name} title={titleOf(one.name)} column={one} labelOf={labelOf} />;
        return null;
      })}
    </div>
  );
}

const height = 120;

function Histogram({ title, column }: { title: string; column: NumberProfile }) {
  const { say } = useLanguage();
  const { number, percent } = useNumbers();
  const { histogram, edges, minimum, maximum, mean, missing, count } = column;
  if (histogram.length === 0 || minimum === null || maximum === null || mean === null) return null;
  const sentence = say('{n} values from {low} to {high}, {mean} on average; {missing} are missing.', {
    n: number(count),
    low: number(minimum),
    high: number(maximum),
    mean: number(mean),
    missing: percent(missing / Math.max(1, missing + count)),
  });
  // Bins are of unequal width: what is drawn is rows by width, so that areas compare.
  const density = histogram.map((one, i) => one / Math.max(1e-12, edges[i + 1] - edges[i]));
  const rows = histogram.map((one, i) => [`${number(edges[i])} – ${number(edges[i + 1])}`, number(one)]);
  return (
    <Figure
      {...{ title, sentence }}
      table={{ columns: [say('From – to'), say('Rows')], rows }}
      height={height}
    >
      {(width) => {
        const x = scaleLinear([edges[0], edges[edges.length - 1]], [8, width - 8]);
        const y = scaleLinear([0, Math.max(...density)], [height - 24, 4]);
        return (
          <g>
            {density.map((one, i) => (
              <rect
                key={i}
                className="bar"
                x={x(edges[i])}
                width={Math.max(1, x(edges[i + 1]) - x(edges[i]) - 1)}
                y={y(one)}
                height={height - 24 - y(one)}
              />
            ))}
            <BottomAxis scale={x} at={height - 24} format={number} ticks={4} />
          </g>
        );
      }}
    </Figure>
  );
}

interface CommonestProps {
  title: string;
  column: TextProfile;
  labelOf: (column: string, value: string) => string;
}

function Commonest({ title, column, labelOf }: CommonestProps) {
  const { say } = useLanguage();
  const { number, percent } = useNumbers();
  const bars = column.frequencies
    .slice(0, 8)
    .map(({ value, count }) => ({ name: labelOf(column.name, value), value: count }));
  if (bars.length === 0) return null;
  const sentence = say('{name} is the commonest with {n} of {sum} ({share}).', {
    name: bars[0].name,
    n: number(bars[0].value),
    sum: number(column.count),
    share: percent(bars[0].value / column.count),
  });
  return <Bars {...{ title, sentence, bars }} format={number} valueName={say('Rows')} />;
}
