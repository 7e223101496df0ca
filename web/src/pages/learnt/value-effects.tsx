import { extent, max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import type { Dependence } from '../../api/types';
import { shortened } from '../../charts/bars';
import { Figure } from '../../charts/figure';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';

type Value = NonNullable<Dependence['values']>[number];
type Effect = Dependence['figures'][number]['effects'][number];

interface ValueEffectsProps {
  title: string;
  values: readonly Value[];
  /** Of every value. */
  effects: readonly Effect[];
  /** With a value, learnt from. */
  rows: number;
}

/** A value, its effect, and the rows that were learnt from. */
interface Line {
  name: string;
  effect: Effect;
  rows: number | null;
}

const rowHeight = 26;

/** The effect of each value with its interval, and beside it how many rows with it were learnt from; none is drawn where there were none. */
export function ValueEffects({ title, values, effects, rows }: ValueEffectsProps) {
  const { say } = useLanguage();
  const { number, signed } = useNumbers();
  const nameOf = ({ value, label }: Value) => {
    if (typeof value === 'boolean') return say(value ? 'yes' : 'no');
    return label ?? (typeof value === 'number' ? number(value) : value);
  };
  const lines = values.map((value, i) => ({ name: nameOf(value), effect: effects[i], rows: value.rows }));
  const known = lines.flatMap(({ name, effect }) => (effect ? [{ name, effect: effect.effect }] : []));
  if (known.length === 0)
    return <p className="quiet">{say('No row was learnt from that has a value here.')}</p>;
  const sorted = known.toSorted((a, b) => a.effect - b.effect);
  const [low, high] = [sorted[0], sorted[sorted.length - 1]];
  const sentence = say(
    'Highest for {high} ({most}), lowest for {low} ({least}), compared with the mean. Bars at the right count the {n} rows that were learnt from.',
    {
      high: high.name,
      most: signed(high.effect),
      low: low.name,
      least: signed(low.effect),
      n: number(rows),
    },
  );
  const table = {
    columns: [say('Value'), say('Effect'), say('Interval'), say('Rows')],
    rows: lines.map((one) => [
      one.name,
      one.effect ? signed(one.effect.effect) : '–',
      one.effect ? `${signed(one.effect.lower)} – ${signed(one.effect.upper)}` : '',
      one.rows === null ? say('few rows learnt from') : number(one.rows),
    ]),
  };
  return (
    <Figure {...{ title, sentence, table }} height={lines.length * rowHeight + 8}>
      {(width) => <Marks {...{ width, lines }} />}
    </Figure>
  );
}

function Marks({ width, lines }: { width: number; lines: readonly Line[] }) {
  const { say } = useLanguage();
  const { number, signed } = useNumbers();
  const names = Math.min(220, width * 0.36);
  const counted = Math.min(120, width * 0.2);
  const ends = lines.flatMap(({ effect }) => (effect ? [effect.lower, effect.upper] : []));
  const [least = 0, most = 0] = extent(ends);
  const x = scaleLinear([Math.min(0, least), Math.max(1e-9, most)], [names + 12, width - counted - 16]);
  const wide = scaleLinear([0, max(lines, ({ rows }) => rows ?? 0) ?? 1], [0, counted]);
  return (
    <g>
      <line className="rule" x1={x(0)} x2={x(0)} y1={0} y2={lines.length * rowHeight + 8} />
      {lines.map(({ name, effect, rows }, i) => (
        <g key={name} transform={`translate(0,${i * rowHeight + 4})`}>
          <title>{effect ? `${name}: ${signed(effect.effect)}, ${number(rows ?? 0)}` : name}</title>
          <text className="bar-name" x={names} y={16} textAnchor="end">
            {shortened(name, names / 7)}
          </text>
          {effect ? (
            <EffectBar effect={effect} x={x} />
          ) : (
            <text className="bar-name" x={names + 12} y={16}>
              {say(rows === 0 ? 'no row learnt from' : 'few rows learnt from')}
            </text>
          )}
          <rect
            className="density"
            x={width - counted}
            width={rows === null || rows === 0 ? 0 : Math.max(1.5, wide(rows))}
            y={4}
            height={16}
          />
        </g>
      ))}
    </g>
  );
}

function EffectBar({ effect, x }: { effect: NonNullable<Effect>; x: (value: number) => number }) {
  const { effect: value, lower, upper } = effect;
  return (
    <>
      <rect
        className={value < 0 ? 'bar negative' : 'bar'}
        x={Math.min(x(0), x(value))}
        width={Math.max(1, Math.abs(x(value) - x(0)))}
        y={4}
        height={16}
        rx={2}
      />
      <line className="whisker" x1={x(lower)} x2={x(upper)} y1={12} y2={12} />
    </>
  );
}
