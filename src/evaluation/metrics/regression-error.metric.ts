import type { ForecastPredictions } from '../predictions/forecast.predictions.js';
import type { RegressionPredictions } from '../predictions/regression.predictions.js';
import { meanOverHorizons } from './forecast.metric.js';
import { weightedMeanOf, type Metric, type Statistic } from './metric.js';

function meanSquaredError({ actual, predicted }: RegressionPredictions): Statistic {
  return weightedMeanOf(Float64Array.from(actual, (value, i) => (value - predicted[i]) ** 2));
}

function meanAbsoluteError({ actual, predicted }: RegressionPredictions): Statistic {
  return weightedMeanOf(Float64Array.from(actual, (value, i) => Math.abs(value - predicted[i])));
}

function forecastSquaredError(given: ForecastPredictions): Statistic {
  return meanOverHorizons(given, (i) => (given.actual[i] - given.predicted[i]) ** 2);
}

function forecastAbsoluteError(given: ForecastPredictions): Statistic {
  return meanOverHorizons(given, (i) => Math.abs(given.actual[i] - given.predicted[i]));
}

/** The square root of a statistic, under any row weights. */
const rootOf =
  <Predictions>(prepare: (predictions: Predictions) => Statistic) =>
  (predictions: Predictions): Statistic => {
    const statistic = prepare(predictions);
    return (weights) => Math.sqrt(statistic(weights));
  };

/** In the square of the target's unit. Always defined. */
export const mse: Metric = {
  name: 'mse',
  label: { en: 'Mean squared error (MSE)', zh: '均方误差（MSE）' },
  greaterIsBetter: false,
  prepare: {
    regression: meanSquaredError,
    'remaining-life': meanSquaredError,
    forecast: forecastSquaredError,
  },
};

/** In the target's unit; of a forecast over all horizons together. Always defined. */
export const rmse: Metric = {
  name: 'rmse',
  label: { en: 'Root mean squared error (RMSE)', zh: '均方根误差（RMSE）' },
  greaterIsBetter: false,
  prepare: {
    regression: rootOf(meanSquaredError),
    'remaining-life': rootOf(meanSquaredError),
    forecast: rootOf(forecastSquaredError),
  },
};

/** In the target's unit; of a forecast over all horizons together. Always defined. */
export const mae: Metric = {
  name: 'mae',
  label: { en: 'Mean absolute error (MAE)', zh: '平均绝对误差（MAE）' },
  greaterIsBetter: false,
  prepare: {
    regression: meanAbsoluteError,
    'remaining-life': meanAbsoluteError,
    forecast: forecastAbsoluteError,
  },
};
