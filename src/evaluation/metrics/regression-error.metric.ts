import type { RegressionPredictions } from '../predictions/regression.predictions.js';
import { weightedMeanOf, type Metric, type Statistic } from './metric.js';

function meanSquaredError({ actual, predicted }: RegressionPredictions): Statistic {
  return weightedMeanOf(Float64Array.from(actual, (value, i) => (value - predicted[i]) ** 2));
}

/** In the square of the target's unit. Always defined. */
export const mse: Metric = {
  name: 'mse',
  label: { en: 'Mean squared error (MSE)', zh: '均方误差（MSE）' },
  greaterIsBetter: false,
  prepare: { regression: meanSquaredError },
};

/** In the target's unit. Always defined. */
export const rmse: Metric = {
  name: 'rmse',
  label: { en: 'Root mean squared error (RMSE)', zh: '均方根误差（RMSE）' },
  greaterIsBetter: false,
  prepare: {
    regression(predictions) {
      const statistic = meanSquaredError(predictions);
      return (weights) => Math.sqrt(statistic(weights));
    },
  },
};

/** In the target's unit. Always defined. */
export const mae: Metric = {
  name: 'mae',
  label: { en: 'Mean absolute error (MAE)', zh: '平均绝对误差（MAE）' },
  greaterIsBetter: false,
  prepare: {
    regression: ({ actual, predicted }) =>
      weightedMeanOf(Float64Array.from(actual, (value, i) => Math.abs(value - predicted[i]))),
  },
};
