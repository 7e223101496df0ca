import type { ForecastPredictions } from '../../evaluation/predictions/forecast.predictions.js';
import type { Point } from './axis.js';
import type { ChartLine } from './chart.js';
import type { Panel } from './panels.js';
import { colours } from './svg.js';

interface Words {
  target: string;
  baselines?: Readonly<Record<string, Float64Array>>;
}

/** So many steps of the rows held out are drawn: a week of hours. */
const stretch = 168;

/**
 * The last stretch of the rows held out at the first horizon, the error at each horizon beside the baselines, and of several intervals the
 * share inside each.
 */
export function forecastPanels(predictions: ForecastPredictions, words: Words): Panel[] {
  const first = stretchPanel(predictions, words.target);
  if (predictions.horizons === 1) return [first];
  const levels = predictions.narrower ? [levelPanel(predictions, words)] : [];
  return [first, errorPanel(predictions, words), ...levels];
}

function stretchPanel({ horizons, actual, predicted, interval }: ForecastPredictions, target: string): Panel {
  const rows = Array.from({ length: actual.length / horizons }, (_, row) => row)
    .filter((row) => !Number.isNaN(actual[row * horizons]))
    .slice(-stretch);
  const lineOf = (values: ArrayLike<number>) => rows.map((row, i): Point => [i + 1, values[row * horizons]]);
  return {
    form: 'chart',
    title: `${target}: the last ${rows.length} rows held out, first horizon · 留出的最后 ${rows.length} 行`,
    x: 'row · 行',
    y: target,
    ...(interval && { band: { lower: lineOf(interval.lower), upper: lineOf(interval.upper) } }),
    lines: [
      { points: lineOf(actual), colour: colours.first, name: 'what happened · 实际' },
      { points: lineOf(predicted), colour: colours.second, name: 'predicted · 预测' },
    ],
  };
}

function errorPanel(predictions: ForecastPredictions, { target, baselines = {} }: Words): Panel {
  const { horizons, actual, predicted } = predictions;
  const errors = (values: ArrayLike<number>) =>
    Array.from({ length: horizons }, (_, h): Point => [
      h + 1,
      meanError(actual, values, { horizons, h }),
    ]).filter(([, error]) => Number.isFinite(error));
  const others = Object.entries(baselines).map(([name, values]): ChartLine => {
    return { points: errors(values), colour: colours.third, name, dashed: true };
  });
  return {
    form: 'chart',
    title: `${target}: mean absolute error · 平均绝对误差`,
    x: 'horizon, from the first · 预测步',
    y: 'error · 误差',
    lines: [{ points: errors(predicted), colour: colours.second, name: 'forecast · 预测' }, ...others],
  };
}

/** What is inside the interval of each level at each horizon, beside what it is meant to hold (dashed). */
function levelPanel(
  { horizons, actual, interval, narrower = [] }: ForecastPredictions,
  { target }: Words,
): Panel {
  const levels = [...narrower, ...(interval ? [interval] : [])];
  const lines = levels.flatMap(({ coverage, lower, upper }): ChartLine[] => {
    const inside = Array.from(actual, (value, i) => Number(value >= lower[i] && value <= upper[i]));
    const shares = Array.from({ length: horizons }, (_, h): Point => [
      h + 1,
      meanOf(actual, (i) => inside[i], { horizons, h }),
    ]).filter(([, share]) => Number.isFinite(share));
    const meant = shares.map(([at]): Point => [at, coverage]);
    return [
      { points: shares, colour: colours.second, name: `${Number((100 * coverage).toFixed(1))} %` },
      { points: meant, colour: colours.grid, dashed: true },
    ];
  });
  return {
    form: 'chart',
    title: `${target}: share inside the interval · 区间覆盖率`,
    x: 'horizon, from the first · 预测步',
    y: 'share · 比例',
    lines,
  };
}

/** Over the rows of which both are known; NaN where there is none. */
function meanError(
  actual: ArrayLike<number>,
  values: ArrayLike<number>,
  place: { horizons: number; h: number },
): number {
  return meanOf(actual, (i) => Math.abs(actual[i] - values[i]), place);
}

/** Of one horizon, where it is known what happened and there is a figure. */
function meanOf(
  actual: ArrayLike<number>,
  figure: (i: number) => number,
  { horizons, h }: { horizons: number; h: number },
): number {
  let [sum, count] = [0, 0];
  for (let i = h; i < actual.length; i += horizons) {
    const value = figure(i);
    if (Number.isNaN(actual[i]) || Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  return sum / count;
}
