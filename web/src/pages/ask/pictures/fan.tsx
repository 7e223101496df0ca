import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { Prediction } from '../../../api/types';
import { BottomAxis, LeftAxis } from '../../../charts/axis';
import { Figure } from '../../../charts/figure';
import { useLanguage } from '../../../language/language';
import { useNumbers } from '../../../language/numbers';

type Horizon = NonNullable<Prediction['horizons']>[number];

interface FanProps {
  title: string;
  unit: string;
  /** Values that are known, the last one now. */
  past: readonly number[];
  horizons: readonly Horizon[];
  /** At which step ahead each horizon lies; the last value of the past is step 0. */
  steps: readonly number[];
  limits?: readonly number[];
}

const height = 240;
const edges = { top: 12, right: 16, bottom: 28, left: 52 };

/** What was, and what will be with its intervals: the further, the wider. */
export function FanChart({ title, unit, past, horizons, steps, limits = [] }: FanProps) {
  const { say } = useLanguage();
  const { number } = useNumbers();
  const last = horizons[horizons.length - 1];
  const range = last.interval
    ? say('in 90 % of cases between {low} and {high}', {
        low: number(last.interval[0]),
        high: number(last.interval[1]),
      })
    : '';
  const at = last.at ?? last.horizon;
  const sentence = `${say('At {at} {value} {unit} are expected', { at, value: number(last.value), unit })}${range && `; ${range}`}.`;
  const rows = horizons.map((one) => [
    one.at ?? one.horizon,
    number(one.value),
    one.interval?.map(number).join(' – ') ?? '',
  ]);
  return (
    <Figure
      title={title}
      sentence={sentence}
      table={{ columns: [say('When'), `${say('Value')}${unit && ` (${unit})`}`, say('Interval')], rows }}
      height={height}
    >
      {(width) => <FanMarks {...{ width, past, horizons, steps, limits }} format={number} />}
    </Figure>
  );
}

type MarkProps = Required<Pick<FanProps, 'past' | 'horizons' | 'steps' | 'limits'>> & {
  width: number;
  format: (value: number) => string;
};

function FanMarks({ width, past, horizons, steps, limits, format }: MarkProps) {
  const { say } = useLanguage();
  const shown = past.slice(-Math.max(12, (steps.at(-1) ?? 1) * 2));
  const known = shown.map((value, i): [number, number] => [i - shown.length + 1, value]);
  const ahead = horizons.map(({ value }, i): [number, number] => [steps[i], value]);
  const bands = bandsOf(horizons);
  const all = [...shown, ...horizons.flatMap(({ value, interval }) => [value, ...(interval ?? [])])];
  const [low = 0, high = 1] = extent(all);
  const x = scaleLinear([known[0]?.[0] ?? 0, steps.at(-1) ?? 1], [edges.left, width - edges.right]);
  const y = scaleLinear([low, high], [height - edges.bottom, edges.top]).nice();
  const path = line<[number, number]>(
    ([step]) => x(step),
    ([, value]) => y(value),
  );
  const now = known.at(-1);
  return (
    <g>
      <LeftAxis scale={y} at={edges.left} reach={width - edges.left - edges.right} format={format} />
      <BottomAxis
        scale={x}
        at={height - edges.bottom}
        format={(step) => (step === 0 ? say('now') : format(step))}
        ticks={Math.min(6, width / 70)}
      />
      <Bands bands={bands} x={x} y={y} now={now} steps={steps} />
      {limits
        .filter((limit) => limit >= y.domain()[0] && limit <= y.domain()[1])
        .map((limit) => (
          <line
            key={limit}
            className="gate"
            x1={edges.left}
            x2={width - edges.right}
            y1={y(limit)}
            y2={y(limit)}
          />
        ))}
      <line className="now" x1={x(0)} x2={x(0)} y1={edges.top} y2={height - edges.bottom} />
      <path className="past" d={path(known) ?? ''} />
      <path className="ahead" d={path(now ? [now, ...ahead] : ahead) ?? ''} />
      {ahead.map(([step, value]) => (
        <circle key={step} className="point" cx={x(step)} cy={y(value)} r={2.5} />
      ))}
    </g>
  );
}

type Interval = [number, number];

interface BandsProps extends Pick<MarkProps, 'steps'> {
  bands: Interval[][];
  x: (step: number) => number;
  y: (value: number) => number;
  /** The last value that is known, from which the bands begin. */
  now: [step: number, value: number] | undefined;
}

function Bands({ bands, x, y, now, steps }: BandsProps) {
  const band = area<[number, Interval]>()
    .x(([step]) => x(step))
    .y0(([, ends]) => y(ends[0]))
    .y1(([, ends]) => y(ends[1]));
  const begin: [number, Interval][] = now ? [[now[0], [now[1], now[1]]]] : [];
  return bands.map((ends, i) => {
    const ahead = ends.map((one, at): [number, Interval] => [steps[at], one]);
    return <path key={i} className="fan" d={band([...begin, ...ahead]) ?? ''} />;
  });
}

/** The intervals of each level, the widest first, where every horizon has them. */
function bandsOf(horizons: readonly Horizon[]): [number, number][][] {
  const levels = horizons[0]?.bands?.map(({ level }) => level) ?? [];
  const byLevel = levels.map((_, i) =>
    horizons.flatMap(({ bands }) => (bands?.[i] ? [bands[i].interval] : [])),
  );
  const widest = horizons.flatMap(({ interval }) => (interval ? [interval] : []));
  const all = byLevel.length > 0 ? byLevel.reverse() : [widest];
  return all.filter((one) => one.length === horizons.length);
}
