import type { RegressionPredictions } from '../predictions/regression.predictions.js';
import { weightedMeanOf, type Metric, type Statistic } from './metric.js';

/** Whether the rows that count have more than one value; rounding of the mean would hide it in the variance. */
function varies(values: ArrayLike<number>, weights: Float64Array): boolean {
  let first = NaN;
  for (let i = 0; i < values.length; i++) {
    if (weights[i] === 0 || values[i] === first) continue;
    if (!Number.isNaN(first)) return true;
    first = values[i];
  }
  return false;
}

function explainedShare({ actual, predicted }: RegressionPredictions): Statistic {
  const meanOf = weightedMeanOf(Float64Array.from(actual));
  return (weights) => {
    if (!varies(actual, weights)) return NaN;
    const mean = meanOf(weights);
    let residual = 0;
    let total = 0;
    for (let i = 0; i < actual.length; i++) {
      residual += weights[i] * (actual[i] - predicted[i]) ** 2;
      total += weights[i] * (actual[i] - mean) ** 2;
    }
    return 1 - residual / total;
  };
}

/** Share of the variance that is explained; below 0 when the mean would do better. NaN when the actual values are all equal. */
export const r2: Metric = {
  name: 'r2',
  label: { en: 'Coefficient of determination (R²)', zh: '决定系数（R²）' },
  greaterIsBetter: true,
  prepare: { regression: explainedShare, 'remaining-life': explainedShare },
};
