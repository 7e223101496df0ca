import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { BottomAxis } from '../../../charts/axis';
import { Figure } from '../../../charts/figure';
import { useLanguage } from '../../../language/language';
import { useNumbers } from '../../../language/numbers';

export interface Marker {
  name: string;
  value: number;
}

interface ValueRulerProps {
  title: string;
  unit: string;
  value: number;
  interval?: [number, number];
  /** Other values on the same line: a lead time, what was before. */
  markers?: readonly Marker[];
  /** The range of the target, where one is declared. */
  range?: readonly [number, number];
}

const height = 88;
const line = 40;

/** A number with its interval on the line of what it can be. */
export function ValueRuler({ title, unit, value, interval, markers = [], range }: ValueRulerProps) {
  const { say } = useLanguage();
  const { number } = useNumbers();
  const inUnit = (one: number) => (unit === '' ? number(one) : `${number(one)} ${unit}`);
  const parts = [
    inUnit(value),
    interval &&
      say('in 90 % of cases between {low} and {high}', {
        low: number(interval[0]),
        high: number(interval[1]),
      }),
    ...markers.map((one) => `${one.name}: ${inUnit(one.value)}`),
  ];
  const rows = [
    [say('Value'), inUnit(value)],
    ...(interval ?? []).map((end, i) => [say(i === 0 ? 'Lower end' : 'Upper end'), inUnit(end)]),
    ...markers.map((one) => [one.name, inUnit(one.value)]),
  ];
  return (
    <Figure
      title={title}
      sentence={`${parts.filter(Boolean).join('; ')}.`}
      table={{ columns: [say('Mark'), say('Value')], rows }}
      height={height}
    >
      {(width) => <Marks {...{ width, value, interval, markers, range, inUnit }} />}
    </Figure>
  );
}

interface MarkProps extends Omit<ValueRulerProps, 'title' | 'unit'> {
  width: number;
  inUnit: (value: number) => string;
}

function Marks({ width, value, interval, markers = [], range, inUnit }: MarkProps) {
  const { number } = useNumbers();
  const all = [value, ...(interval ?? []), ...markers.map((one) => one.value)];
  const x = scaleLinear(domainOf(all, range), [16, width - 16]);
  return (
    <g>
      <BottomAxis scale={x} at={line + 16} format={number} />
      <line className="rule" x1={16} x2={width - 16} y1={line} y2={line} />
      {interval && (
        <rect
          className="interval"
          x={x(interval[0])}
          width={Math.max(1, x(interval[1]) - x(interval[0]))}
          y={line - 7}
          height={14}
          rx={3}
        />
      )}
      {markers.map((one) => (
        <line
          key={one.name}
          className="gate"
          x1={x(one.value)}
          x2={x(one.value)}
          y1={line - 14}
          y2={line + 14}
        >
          <title>{`${one.name}: ${inUnit(one.value)}`}</title>
        </line>
      ))}
      <circle className="point" cx={x(value)} cy={line} r={6} />
      <text
        className="needle-text"
        x={Math.min(Math.max(x(value), 30), width - 30)}
        y={line - 16}
        textAnchor="middle"
      >
        {number(value)}
      </text>
    </g>
  );
}

/** The declared range where the marks take a fair part of it, else the marks with room around them. */
function domainOf(values: readonly number[], range?: readonly [number, number]): [number, number] {
  const [low = 0, high = 1] = extent(values);
  const span = high - low || Math.abs(high) || 1;
  const own: [number, number] = [low - span * 0.4, high + span * 0.4];
  if (!range || high - low < (range[1] - range[0]) * 0.08) return own;
  return [Math.min(range[0], low), Math.max(range[1], high)];
}
