import { scaleLinear } from 'd3-scale';
import { area, curveMonotoneX } from 'd3-shape';
import type { Prediction } from '../../../api/types';
import { BottomAxis } from '../../../charts/axis';
import { Bars } from '../../../charts/bars';
import { Figure } from '../../../charts/figure';
import { useLanguage } from '../../../language/language';
import { useNumbers } from '../../../language/numbers';

type Risk = NonNullable<Prediction['risk']>;

const height = 190;

/** What a portfolio can lose: the distribution of losses, what stands behind it, and the worst stretches of the past. */
export function RiskPicture({ risk }: { risk: Risk }) {
  const { say } = useLanguage();
  const { number } = useNumbers();
  const percent = (value: number) => `${number(value)} %`;
  const day = risk.figures
    .filter(({ days }) => days === 1)
    .sort((a, b) => a.level - b.level)
    .at(-1);
  if (!day) return null;
  const stress = risk.stress
    .slice(0, 8)
    .map(({ event, from, loss }) => ({ name: event, value: loss, note: from }));
  return (
    <>
      <LossDistribution risk={risk} level={day.level} />
      <Bars
        title={say('Contributions to the expected shortfall')}
        sentence={say('They add up to {sum} of {shortfall}.', {
          sum: percent(day.contributions.reduce((sum, one) => sum + one.contribution, 0)),
          shortfall: percent(day.expected_shortfall),
        })}
        bars={day.contributions.map(({ asset, contribution }) => ({ name: asset, value: contribution }))}
        format={percent}
        valueName={say('Contribution')}
      />
      <Bars
        title={say('Stress of the past')}
        sentence={say('What these positions would have lost in stretches of the past; below 0 a gain.')}
        bars={stress}
        format={percent}
        valueName={say('Loss')}
      />
    </>
  );
}

/** Density between the quantiles of losses: the share of cases over the width of each stretch. */
function densityOf(quantiles: readonly { level: number; loss: number }[]): { at: number; density: number }[] {
  return quantiles.slice(1).map((one, i) => {
    const before = quantiles[i];
    return {
      at: (one.loss + before.loss) / 2,
      density: (one.level - before.level) / Math.max(1e-9, one.loss - before.loss),
    };
  });
}

function LossDistribution({ risk, level }: { risk: Risk; level: number }) {
  const { say } = useLanguage();
  const { number } = useNumbers();
  const quantiles = risk.distribution.find(({ days }) => days === 1)?.quantiles ?? [];
  const figure = risk.figures.find((one) => one.days === 1 && one.level === level);
  if (!figure || quantiles.length < 3) return null;
  const first = quantiles[0].loss;
  const last = Math.max(quantiles[quantiles.length - 1].loss, figure.expected_shortfall);
  const density = [{ at: first, density: 0 }, ...densityOf(quantiles), { at: last, density: 0 }];
  const lines = [
    { name: `VaR ${level * 100} %`, at: figure.value_at_risk },
    { name: `ES ${level * 100} %`, at: figure.expected_shortfall },
  ];
  const sentence = say('In {share} of days the loss is beyond {var} %; on average it is then {es} %.', {
    share: `${number(100 - level * 100)} %`,
    var: number(figure.value_at_risk),
    es: number(figure.expected_shortfall),
  });
  const rows = quantiles.map((one) => [number(one.level), number(one.loss)]);
  return (
    <Figure
      title={say('Losses of one day')}
      sentence={sentence}
      table={{ columns: [say('Level'), say('Loss (%)')], rows }}
      height={height}
    >
      {(width) => {
        const x = scaleLinear([first, last], [12, width - 12]);
        const y = scaleLinear([0, Math.max(...density.map((one) => one.density))], [height - 28, 34]);
        const shape = area<{ at: number; density: number }>(
          (one) => x(one.at),
          y(0),
          (one) => y(one.density),
        ).curve(curveMonotoneX);
        return (
          <g>
            <path className="density" d={shape(density) ?? ''} />
            <BottomAxis scale={x} at={height - 28} format={(value) => `${number(value)} %`} />
            {lines.map(({ name, at }, i) => (
              <g key={name} transform={`translate(${x(at)},0)`}>
                <line className="gate" y1={18 + i * 14} y2={height - 28} />
                <text className="bar-name" y={14 + i * 14} x={-4} textAnchor="end">
                  {name}
                </text>
              </g>
            ))}
          </g>
        );
      }}
    </Figure>
  );
}
