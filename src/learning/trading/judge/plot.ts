import { drawdowns } from '../../../evaluation/trading/drawdown.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { ChartLine } from '../../plots/chart.js';
import { extent, type Point } from '../../plots/axis.js';
import { drawPanels } from '../../plots/panels.js';
import { colours } from '../../plots/svg.js';
import type { Fold } from '../fit/fold-plan.js';
import type { Comparison } from './compare.js';
import type { Walked } from './figures.js';
import { comparedWalks } from './trading-sections.js';

/** More points would only cover each other. */
const mostPoints = 800;

/** The days held out as SVG: the value after costs beside equal weight and the index, how far it fell, and what was traded. */
export function tradingPlot({ spec }: Scenario, comparison: Comparison, folds: readonly Fold[]): string {
  const { own, equalWeight } = comparedWalks(comparison);
  const lines: [Walked, string, string][] = [
    [own, comparison.served, colours.first],
    [equalWeight, 'equal weight · 等权', colours.second],
    [comparison.index, 'index · 指数', colours.third],
  ];
  const start = own.decisions[0].fill;
  const drawn = (of: (values: Float64Array) => ArrayLike<number>): ChartLine[] =>
    lines.map(([walk, name, colour]) => ({ name, colour, points: pointsOf(of(walk.values)) }));
  const [low, top] = extent(lines.flatMap(([walk]) => [...walk.values]));
  const boundaries = folds
    .map(({ first }) => first - start)
    .filter((day) => day > 0 && day < own.values.length)
    .map((day): ChartLine => ({
      points: [
        [day, low],
        [day, top],
      ],
      colour: colours.grid,
      dashed: true,
    }));
  return drawPanels(spec.title, [
    {
      form: 'chart',
      title: captions.value,
      x: captions.day,
      y: captions.worth,
      lines: [...boundaries, ...drawn((one) => one)],
    },
    {
      form: 'chart',
      title: captions.fall,
      x: captions.day,
      y: captions.below,
      lines: drawn((one) => drawdowns(one).map((fall) => -100 * fall)),
    },
    {
      form: 'chart',
      title: captions.turnover,
      x: captions.rebalancing,
      y: captions.traded,
      points: Array.from(own.traded, (traded, i): Point => [i, 50 * traded]),
    },
  ]);
}

function pointsOf(values: ArrayLike<number>): Point[] {
  const step = Math.ceil(values.length / mostPoints);
  return Array.from(values, (value, day): Point => [day, value]).filter(([day]) => day % step === 0);
}

const captions = {
  value: 'value after costs; dashed: learnt anew · 扣除成本后的净值（虚线：重新学习）',
  fall: 'drawdown · 回撤',
  turnover: 'turnover · 换手率',
  day: 'day held out · 留出的交易日',
  worth: 'value · 净值',
  below: '% below the highest value · 低于最高净值 %',
  rebalancing: 'rebalancing · 调仓',
  traded: '% of the value · 占净值 %',
};
