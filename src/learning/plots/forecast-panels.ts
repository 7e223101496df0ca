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

/** The last stretch of the rows held out at the first horizon, and the error at each horizon beside the baselines. */
export function forecastPanels(predictions: ForecastPredictions, words: Words): Panel[] {
  const first = stretchPanel(predictions, words.target);
  return predictions.horizons > 1 ? [first, errorPanel(predictions, words)] : [first];
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

/** Over the rows of which both are known; NaN where there is none. */
function meanError(
  actual: ArrayLike<number>,
  values: ArrayLike<number>,
  { horizons, h }: { horizons: number; h: number },
): number {
  let [sum, count] = [0, 0];
  for (let i = h; i < actual.length; i += horizons) {
    if (Number.isNaN(actual[i]) || Number.isNaN(values[i])) continue;
    sum += Math.abs(actual[i] - values[i]);
    count += 1;
  }
  return sum / count;
}
