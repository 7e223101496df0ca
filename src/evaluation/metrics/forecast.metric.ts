import type { ForecastPredictions } from '../predictions/forecast.predictions.js';
import type { Metric, Statistic } from './metric.js';

/**
 * Mean over all known horizons of all rows; a row's weight counts for each of its horizons.
 * @param loss of the element `i`; NaN: it does not count.
 */
export function meanOverHorizons(
  { actual, horizons }: ForecastPredictions,
  loss: (i: number) => number,
): Statistic {
  const rows = actual.length / horizons;
  const sums = new Float64Array(rows);
  const counts = new Float64Array(rows);
  for (let i = 0; i < actual.length; i++) {
    const value = Number.isNaN(actual[i]) ? NaN : loss(i);
    if (Number.isNaN(value)) continue;
    sums[Math.floor(i / horizons)] += value;
    counts[Math.floor(i / horizons)] += 1;
  }
  return (weights) => {
    let sum = 0;
    let count = 0;
    for (let row = 0; row < rows; row++) {
      sum += weights[row] * sums[row];
      count += weights[row] * counts[row];
    }
    return sum / count;
  };
}

const absoluteError = ({ actual, predicted }: ForecastPredictions, i: number): number =>
  Math.abs(actual[i] - predicted[i]);

/** Mean of |error| / |actual| in percent, over the values that are not 0. NaN when all are. */
export const mape: Metric = {
  name: 'mape',
  label: { en: 'Mean absolute percentage error (MAPE)', zh: '平均绝对百分比误差（MAPE）' },
  greaterIsBetter: false,
  prepare: {
    forecast: (given) =>
      meanOverHorizons(given, (i) =>
        given.actual[i] === 0 ? NaN : (100 * absoluteError(given, i)) / Math.abs(given.actual[i]),
      ),
  },
};

/**
 * Mean absolute error in units of that of "it stays as it is" one step ahead on the training rows (Hyndman & Koehler, 2006). NaN
 * without that figure.
 */
export const mase: Metric = {
  name: 'mase',
  label: { en: 'Mean absolute scaled error (MASE)', zh: '平均绝对标度误差（MASE）' },
  greaterIsBetter: false,
  prepare: {
    forecast(given) {
      const { naiveError = NaN } = given;
      return meanOverHorizons(given, (i) => absoluteError(given, i) / naiveError);
    },
  },
};

/** Share of the values inside their intervals; to be compared with what the intervals are meant to hold. NaN without intervals. */
export const intervalCoverage: Metric = {
  name: 'coverage',
  label: { en: 'Share inside the interval', zh: '区间覆盖率' },
  greaterIsBetter: true,
  prepare: {
    forecast(given) {
      const { interval, actual } = given;
      if (!interval) return () => NaN;
      const inside = (i: number) => actual[i] >= interval.lower[i] && actual[i] <= interval.upper[i];
      return meanOverHorizons(given, (i) => Number(inside(i)));
    },
  },
};

/** Pinball loss of the interval's ends as quantiles, mean of the two (Koenker & Bassett, 1978). NaN without intervals. */
export const pinball: Metric = {
  name: 'pinball',
  label: { en: 'Pinball loss of the interval', zh: '区间分位数损失' },
  greaterIsBetter: false,
  prepare: {
    forecast(given) {
      const { interval, actual } = given;
      if (!interval) return () => NaN;
      const tail = (1 - interval.coverage) / 2;
      const loss = (level: number, distance: number) => Math.max(level * distance, (level - 1) * distance);
      return meanOverHorizons(given, (i) => {
        const low = loss(tail, actual[i] - interval.lower[i]);
        return (low + loss(1 - tail, actual[i] - interval.upper[i])) / 2;
      });
    },
  },
};
