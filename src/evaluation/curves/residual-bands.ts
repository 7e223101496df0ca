import { checkNumber } from '../checks.js';
import { regressionPredictions, type RegressionPredictions } from '../predictions/regression.predictions.js';
import { quantileOfSorted } from '../statistics/quantile.js';

/** Rows of about equal prediction, and by how much what happened differs from it, in the unit of the target. */
export interface ResidualBand {
  count: number;
  /** Means. */
  predicted: number;
  actual: number;
  /** The 10 %, 50 % and 90 % quantiles of what happened less what was predicted. */
  lower: number;
  median: number;
  upper: number;
}

/**
 * Residuals from low to high predictions, in at most so many groups of equal size; rows of equal prediction may be in two of them.
 * @param bands default 20; fewer where a group would have fewer than five rows
 * @throws InvalidInputError for predictions that are not accepted, or fewer than one group.
 */
export function residualBands(rows: RegressionPredictions, bands = 20): ResidualBand[] {
  regressionPredictions.check(rows);
  checkNumber('bands', bands, (value) => Number.isInteger(value) && value >= 1, 'an integer of 1 or more');
  const { actual, predicted } = rows;
  const order = Array.from({ length: actual.length }, (_, row) => row);
  order.sort((a, b) => predicted[a] - predicted[b] || a - b);
  const count = Math.max(1, Math.min(bands, Math.floor(order.length / fewestInBand)));
  return Array.from({ length: count }, (_, i) => {
    const start = Math.round((i * order.length) / count);
    return bandOf(order.slice(start, Math.round(((i + 1) * order.length) / count)), rows);
  });
}

const fewestInBand = 5;

function bandOf(band: readonly number[], { actual, predicted }: RegressionPredictions): ResidualBand {
  const residuals = Float64Array.from(band, (row) => actual[row] - predicted[row]).sort();
  const meanOf = (values: ArrayLike<number>) => band.reduce((sum, row) => sum + values[row], 0) / band.length;
  return {
    count: band.length,
    predicted: meanOf(predicted),
    actual: meanOf(actual),
    lower: quantileOfSorted(residuals, 0.1),
    median: quantileOfSorted(residuals, 0.5),
    upper: quantileOfSorted(residuals, 0.9),
  };
}
