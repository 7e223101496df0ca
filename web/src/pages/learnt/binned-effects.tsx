import { extent, max } from 'd3-array';
import { scaleLinear, scaleUtc } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { Dependence } from '../../api/types';
import { BottomAxis, LeftAxis } from '../../charts/axis';
import { Figure } from '../../charts/figure';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';

type Bin = NonNullable<Dependence['bins']>[number];
type Effect = Dependence['figures'][number]['effects'][number];

/** A place on the curve. */
interface Point {
  at: number;
  effect: number;
  lower: number;
  upper: number;
  /** Whether no reference lies in the bin that ends here. */
  isGuess: boolean;
}

interface BinnedEffectsProps {
  title: string;
  bins: readonly Bin[];
  /** At every edge of the bins. */
  effects: readonly Effect[];
  kind: string;
  unit?: string;
  /** With a value, learnt from. */
  rows: number;
}

const height = 300;
const edges = { left: 60, right: 12, top: 12, bottom: 74 };
/** Of the strip that shows where the data are. */
const stripHeight = 36;

/** The effect along a number with its interval, broken where no row was learnt from, over a strip that shows where rows lie. */
export function BinnedEffects({ title, bins, effects, kind, unit, rows }: BinnedEffectsProps) {
  const { say } = useLanguage();
  const { number, signed } = useNumbers();
  const isDate = kind === 'date';
  const at = (value: number) => (isDate ? new Date(value).toISOString().slice(0, 10) : number(value));
  const runs = runsOf(bins, effects);
  const points = runs.flat();
  if (points.length === 0)
    return <p className="quiet">{say('No row was learnt from that has a value here.')}</p>;
  const sorted = points.toSorted((a, b) => a.effect - b.effect);
  const [low, high] = [sorted[0], sorted[sorted.length - 1]];
  const suffix = unit === undefined ? '' : ` ${unit}`;
  const sentence = say(
    'Highest at {high} ({most}), lowest at {low} ({least}), compared with the mean. The strip below shows where the {n} rows lie that were learnt from.',
    {
      high: at(high.at) + suffix,
      most: signed(high.effect),
      low: at(low.at) + suffix,
      least: signed(low.effect),
      n: number(rows),
    },
  );
  const guess = say('Dashed: no reference lies there, and the nearest ones tell.');
  const hasGuess = points.some(({ isGuess }) => isGuess);
  const table = {
    columns: [
      say('At') + (suffix && ` (${unit})`),
      say('Effect'),
      say('Interval'),
      say('Rows up to the next'),
      say('References'),
    ],
    rows: effects.map((effect, i) => [
      at(i < bins.length ? bins[i].from : bins[i - 1].to),
      effect ? signed(effect.effect) : '–',
      effect ? `${signed(effect.lower)} – ${signed(effect.upper)}` : '',
      i < bins.length ? number(bins[i].rows) : '',
      i < bins.length ? number(bins[i].references) : '',
    ]),
  };
  return (
    <Figure {...{ title, table, height }} sentence={hasGuess ? `${sentence} ${guess}` : sentence}>
      {(width) => <Marks {...{ width, bins, runs, isDate }} />}
    </Figure>
  );
}

/** Stretches of the curve: a bin without rows breaks it. */
function runsOf(bins: readonly Bin[], effects: readonly Effect[]): Point[][] {
  const runs: Point[][] = [];
  let run: Point[] = [];
  bins.forEach(({ from, to, rows, references }, i) => {
    const [first, second] = [effects[i], effects[i + 1]];
    if (rows === 0 || !first || !second) {
      run = [];
      return;
    }
    if (run.length === 0) runs.push((run = [{ at: from, ...first, isGuess: false }]));
    run.push({ at: to, ...second, isGuess: references === 0 });
  });
  return runs;
}

interface MarkProps {
  width: number;
  bins: readonly Bin[];
  runs: readonly Point[][];
  isDate: boolean;
}

function Marks({ width, bins, runs, isDate }: MarkProps) {
  const { number, signed } = useNumbers();
  const [first, last] = [bins[0].from, bins[bins.length - 1].to];
  const x = scaleLinear([first, last === first ? first + 1 : last], [edges.left, width - edges.right]);
  const [least = 0, most = 0] = extent(runs.flat().flatMap(({ lower, upper }) => [lower, upper]));
  const y = scaleLinear([Math.min(0, least), Math.max(0, most)], [height - edges.bottom, edges.top]).nice();
  const path = line<Point>(
    ({ at }) => x(at),
    ({ effect }) => y(effect),
  );
  const band = area<Point>(
    ({ at }) => x(at),
    ({ lower }) => y(lower),
    ({ upper }) => y(upper),
  );
  return (
    <g>
      <LeftAxis scale={y} at={edges.left} reach={width - edges.left - edges.right} format={signed} />
      <line className="rule" x1={edges.left} x2={width - edges.right} y1={y(0)} y2={y(0)} />
      {runs.map((run) => (
        <path key={run[0].at} className="interval" d={band(run) ?? ''} />
      ))}
      {runs.flatMap((run) =>
        run
          .slice(1)
          .map((to, i) => (
            <path key={to.at} className={to.isGuess ? 'curve guess' : 'curve'} d={path([run[i], to]) ?? ''} />
          )),
      )}
      <Strip bins={bins} x={x} />
      {isDate ? <Days from={first} to={last} width={width} /> : null}
      {isDate ? null : (
        <BottomAxis scale={x} at={height - 22} format={number} ticks={Math.max(2, Math.floor(width / 110))} />
      )}
    </g>
  );
}

/** Rows by width, so that areas compare; a bin without rows leaves a gap. */
function Strip({ bins, x }: { bins: readonly Bin[]; x: (value: number) => number }) {
  const density = bins.map(({ from, to, rows }) => rows / Math.max(1e-12, to - from));
  const highest = max(density) ?? 0;
  return bins.map(({ from, to, rows }, i) => {
    if (rows === 0) return null;
    const tall = Math.max(1.5, (stripHeight * density[i]) / highest);
    return (
      <rect
        key={from}
        className="density"
        x={x(from)}
        width={Math.max(1, x(to) - x(from) - 1)}
        y={height - 24 - tall}
        height={tall}
      />
    );
  });
}

/** An axis of days. */
function Days({ from, to, width }: { from: number; to: number; width: number }) {
  const x = scaleUtc([from, to], [edges.left, width - edges.right]);
  return (
    <g className="axis">
      {x.ticks(Math.max(2, Math.floor(width / 140))).map((tick) => (
        <g key={tick.getTime()} transform={`translate(${x(tick)},${height - 22})`}>
          <line y2={4} />
          <text y={16} textAnchor="middle">
            {tick.toISOString().slice(0, 10)}
          </text>
        </g>
      ))}
    </g>
  );
}
