import type { RegressionPredictions } from '../predictions/regression.predictions.js';
import type { Metric, Statistic } from './metric.js';

/** Marks are whole or half; of finer or longer scales the whole numbers say nothing. */
const longestScale = 100;

function isMark(value: number): boolean {
  return Number.isInteger(2 * value) && Math.abs(value) <= longestScale;
}

/** Halves go up. */
function wholeMark(value: number): number {
  return Math.floor(value + 0.5);
}

/**
 * 1 - (sum of squared differences) / (what chance with the same shares of marks would give), both over whole numbers: with squares the
 * sum over pairs of marks is a sum over means, which needs no table.
 */
function agreement({ actual, predicted }: RegressionPredictions): Statistic {
  const own = Float64Array.from(actual, wholeMark);
  const other = Float64Array.from(predicted, wholeMark);
  return (weights) => {
    let [total, observed, first, second, squares] = [0, 0, 0, 0, 0];
    for (let i = 0; i < own.length; i++) {
      total += weights[i];
      observed += weights[i] * (own[i] - other[i]) ** 2;
      first += weights[i] * own[i];
      second += weights[i] * other[i];
      squares += weights[i] * (own[i] ** 2 + other[i] ** 2);
    }
    const expected = squares / total - (2 * first * second) / total ** 2;
    return expected > 1e-12 ? 1 - observed / total / expected : NaN;
  };
}

/**
 * Agreement of marks beyond chance, disagreements counted by their square (Cohen 1968), from -1 to 1, after rounding to whole numbers with
 * halves up. NaN where all marks are the same. In reports of numbers that are whole or half only.
 */
export const quadraticWeightedKappa: Metric = {
  name: 'quadratic_weighted_kappa',
  label: { en: 'Quadratic weighted kappa', zh: '二次加权 kappa' },
  greaterIsBetter: true,
  isAbout: { regression: ({ actual }) => Array.from(actual).every(isMark) },
  prepare: { regression: agreement },
};
