import { scaleLinear, scaleSqrt } from 'd3-scale';
import { BottomAxis, LeftAxis } from '../../charts/axis';
import { Figure } from '../../charts/figure';
import { useLanguage } from '../../language/language';
import { useNumbers } from '../../language/numbers';
import type { ReliabilityBin } from './details';

const height = 260;
const edges = { left: 48, right: 16, top: 12, bottom: 28 };

/** How often the event happened where it was predicted with a probability: the closer to the diagonal, the better. */
export function Reliability({ bins }: { bins: readonly ReliabilityBin[] }) {
  const { say } = useLanguage();
  const { percent, number } = useNumbers();
  const points = bins.flatMap(({ count, meanProbability, observedRate }) =>
    count > 0 && meanProbability !== null && observedRate !== null
      ? [{ count, meanProbability, observedRate }]
      : [],
  );
  const sum = points.reduce((total, { count }) => total + count, 0);
  const gap =
    points.reduce((total, one) => total + one.count * Math.abs(one.meanProbability - one.observedRate), 0) /
    sum;
  const rows = points.map((one) => [
    percent(one.meanProbability),
    percent(one.observedRate),
    number(one.count),
  ]);
  const columns = [say('Predicted'), say('Happened'), say('Rows')];
  return (
    <Figure
      title={say('Calibration')}
      sentence={say('What was predicted and what happened differ by {gap} on average over {n} rows.', {
        gap: percent(gap),
        n: number(sum),
      })}
      table={{ columns, rows }}
      height={height}
    >
      {(width) => {
        const x = scaleLinear([0, 1], [edges.left, width - edges.right]);
        const y = scaleLinear([0, 1], [height - edges.bottom, edges.top]);
        const radius = scaleSqrt([0, Math.max(...points.map(({ count }) => count))], [2, 12]);
        return (
          <g>
            <LeftAxis scale={y} at={edges.left} reach={width - edges.left - edges.right} format={percent} />
            <BottomAxis scale={x} at={height - edges.bottom} format={percent} />
            <line className="gate" x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
            {points.map((one) => (
              <circle
                key={one.meanProbability}
                className="bubble"
                cx={x(one.meanProbability)}
                cy={y(one.observedRate)}
                r={radius(one.count)}
              >
                <title>{`${percent(one.meanProbability)} → ${percent(one.observedRate)} (${one.count})`}</title>
              </circle>
            ))}
          </g>
        );
      }}
    </Figure>
  );
}
