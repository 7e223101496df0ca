import { scaleLinear, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import { LeftAxis } from '../../charts/axis';
import { Figure } from '../../charts/figure';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';
import type { HorizonReport } from './details';

const height = 260;
const edges = { left: 56, right: 24, top: 12, bottom: 28 };

/** The error at each horizon beside simpler forecasts. */
export function HorizonErrors({ horizons }: { horizons: readonly HorizonReport[] }) {
  const { say } = useLanguage();
  const { number } = useNumbers();
  const names = Object.keys(horizons[0].baselines).filter((name) =>
    horizons.every(({ baselines }) => baselines[name]?.mae !== undefined),
  );
  const series = [
    { name: say('The model'), values: horizons.map(({ mae }) => mae) },
    ...names.map((name) => ({ name, values: horizons.map(({ baselines }) => baselines[name].mae ?? 0) })),
  ];
  const beaten = horizons.filter(({ mae, baselines }) =>
    names.every((name) => mae < (baselines[name].mae ?? 0)),
  ).length;
  const rows = series.map(({ name, values }) => [name, ...values.map(number)]);
  return (
    <Figure
      title={say('Mean absolute error by horizon')}
      sentence={say('The model is better than every simpler forecast at {n} of {of} horizons.', {
        n: beaten,
        of: horizons.length,
      })}
      table={{ columns: [say('Name'), ...horizons.map(({ horizon }) => horizon)], rows }}
      height={height}
    >
      {(width) => <Marks {...{ width, horizons, series }} />}
    </Figure>
  );
}

interface MarkProps {
  width: number;
  horizons: readonly HorizonReport[];
  /** The model first. */
  series: readonly { name: string; values: number[] }[];
}

function Marks({ width, horizons, series }: MarkProps) {
  const { number } = useNumbers();
  const names = horizons.map(({ horizon }) => horizon);
  const x = scalePoint(names, [edges.left + 8, width - edges.right]);
  const highest = Math.max(...series.flatMap(({ values }) => values));
  const y = scaleLinear([0, highest], [height - edges.bottom, edges.top]).nice();
  const path = line<number>((_, i) => x(names[i]) ?? 0, y);
  const apart = Math.ceil(names.length / (width / 60));
  return (
    <g>
      <LeftAxis scale={y} at={edges.left} reach={width - edges.left - edges.right} format={number} />
      {names
        .filter((_, i) => i % apart === 0)
        .map((name) => (
          <text key={name} className="bar-name" x={x(name)} y={height - 8} textAnchor="middle">
            {name}
          </text>
        ))}
      {series.map(({ name, values }, i) => (
        <g key={name}>
          <path className={i === 0 ? 'curve' : 'past'} d={path(values) ?? ''} />
          <text
            className={i === 0 ? 'bar-value' : 'bar-name'}
            x={width - edges.right}
            y={y(values[values.length - 1]) - 5}
            textAnchor="end"
          >
            {name}
          </text>
        </g>
      ))}
    </g>
  );
}
