import { scaleLinear } from 'd3-scale';
import type { Decision } from '../../../api/types';
import { BottomAxis } from '../../../charts/axis';
import { Figure } from '../../../charts/figure';
import { useLanguage } from '../../../language/language';
import { useNumbers } from '../../../language/numbers';

interface RulerProps {
  /** What is likely: the class or event that is asked about. */
  event: string;
  probability: number;
  interval?: [number, number];
  decision?: Decision;
  /** What an action is called. */
  nameOf: (name: string) => string;
}

const height = 96;
const track = { top: 36, height: 20 };

/** A probability on a track from 0 to 1, with the thresholds of the decision as gates. */
export function DecisionRuler({ event, probability, interval, decision, nameOf }: RulerProps) {
  const { say } = useLanguage();
  const { percent } = useNumbers();
  const gates = gatesOf(decision);
  const action = decision ? say('decision: {action}', { action: nameOf(decision.action) }) : '';
  const bounds = gates.map(({ name, at }) => `${say(name)} ${percent(at)}`).join(', ');
  const sentence = [
    say('{event} with a probability of {p}', { event, p: percent(probability) }),
    bounds,
    action,
  ]
    .filter(Boolean)
    .join('; ');
  const rows = [
    [say('Probability'), percent(probability)],
    ...gates.map(({ name, at }) => [say(name), percent(at)]),
  ];
  return (
    <Figure
      title={say('Decision ruler')}
      sentence={`${sentence}.`}
      table={{ columns: [say('Mark'), say('Value')], rows }}
      height={height}
    >
      {(width) => <Marks {...{ width, gates, probability, interval }} />}
    </Figure>
  );
}

type MarkProps = Pick<RulerProps, 'probability' | 'interval'> & { width: number; gates: Gate[] };

function Marks({ width, gates, probability, interval }: MarkProps) {
  const { percent } = useNumbers();
  const x = scaleLinear([0, 1], [12, width - 12]);
  const edges = [0, ...gates.map(({ at }) => at), 1];
  const bands = edges.slice(1).map((to, i) => ({
    name: `band band-${edges.length === 2 ? 1 : i}-${edges.length - 1}`,
    from: x(edges[i]),
    to: x(to),
  }));
  const { top, height: tall } = track;
  const anchor = probability < 0.1 ? 'start' : probability > 0.9 ? 'end' : 'middle';
  return (
    <g>
      {bands.map(({ name, from, to }) => (
        <rect key={name} className={name} x={from} width={to - from} y={top} height={tall} />
      ))}
      {interval && (
        <rect
          className="interval"
          x={x(interval[0])}
          width={x(interval[1]) - x(interval[0])}
          y={top + 6}
          height={tall - 12}
        />
      )}
      {gates.map(({ at }) => (
        <line key={at} className="gate" x1={x(at)} x2={x(at)} y1={top - 6} y2={top + tall + 6} />
      ))}
      <g transform={`translate(${x(probability)},${top})`}>
        <path className="needle" d={`M0 ${tall} L0 -2 M-6 -10 L6 -10 L0 -2 Z`} />
        <text className="needle-text" y={-16} textAnchor={anchor}>
          {percent(probability)}
        </text>
      </g>
      <BottomAxis scale={x} at={top + tall + 8} format={percent} />
    </g>
  );
}

interface Gate {
  name: 'lower threshold' | 'upper threshold' | 'threshold';
  at: number;
}

/** The two thresholds of the action, else the one of the label. */
function gatesOf(decision: Decision | undefined): Gate[] {
  if (decision?.thresholds) {
    const { lower, upper } = decision.thresholds;
    return [
      { name: 'lower threshold', at: lower },
      { name: 'upper threshold', at: upper },
    ];
  }
  const at = decision?.threshold;
  return at !== undefined && at > 0 && at < 1 ? [{ name: 'threshold', at }] : [];
}
