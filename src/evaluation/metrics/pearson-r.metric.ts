import type { RegressionPredictions } from '../predictions/regression.predictions.js';
import { weightedMeanOf, type Metric, type Statistic } from './metric.js';

function correlation({ actual, predicted }: RegressionPredictions): Statistic {
  const [own, other] = [Float64Array.from(actual), Float64Array.from(predicted)];
  const [meanOfOwn, meanOfOther] = [weightedMeanOf(own), weightedMeanOf(other)];
  return (weights) => {
    const [centre, middle] = [meanOfOwn(weights), meanOfOther(weights)];
    let [both, squares, others] = [0, 0, 0];
    for (let i = 0; i < own.length; i++) {
      const [x, y] = [own[i] - centre, other[i] - middle];
      both += weights[i] * x * y;
      squares += weights[i] * x * x;
      others += weights[i] * y * y;
    }
    // What rounding leaves of the spread of equal values is no spread.
    const isSpread = squares > 1e-20 * centre * centre && others > 1e-20 * middle * middle;
    return isSpread ? Math.min(1, Math.max(-1, both / Math.sqrt(squares * others))) : NaN;
  };
}

/** Pearson's correlation of what happened and what was predicted, from -1 to 1. NaN when either has one value only. */
export const pearsonR: Metric = {
  name: 'pearson_r',
  label: { en: 'Correlation (Pearson r)', zh: '相关系数（Pearson r）' },
  greaterIsBetter: true,
  prepare: { regression: correlation },
};
