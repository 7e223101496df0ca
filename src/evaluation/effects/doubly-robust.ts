/**
 * Rows of which each got one of two treatments. All elements are per row; means and propensities come from models that did not learn
 * from the row.
 */
export interface TreatedRows {
  /** 1 where the row was treated, 0 where it was not. */
  treated: ArrayLike<number>;
  /** What came of it, in its unit. */
  outcome: ArrayLike<number>;
  /** Probability of being treated. */
  propensity: ArrayLike<number>;
  /** Expected outcome without and with the treatment, in the unit of the outcome. */
  untreatedMean: ArrayLike<number>;
  treatedMean: ArrayLike<number>;
}

/** No weight is larger than the reciprocal of this: a row that hardly ever is treated must not speak for hundreds. */
const leastPropensity = 0.02;

function clippedPropensity(propensity: number): number {
  return Math.min(Math.max(propensity, leastPropensity), 1 - leastPropensity);
}

/**
 * The doubly robust score of each row (augmented inverse propensity weighting: Robins, Rotnitzky & Zhao, 1994): its expectation given what
 * is known of the row is the effect of the treatment where either the propensity or the means are right (Kennedy, 2020). In the unit of
 * the outcome.
 */
export function doublyRobustScores({
  treated,
  outcome,
  propensity,
  untreatedMean,
  treatedMean,
}: TreatedRows): Float64Array {
  return Float64Array.from(outcome, (value, row) => {
    const chance = clippedPropensity(propensity[row]);
    const modelled = treatedMean[row] - untreatedMean[row];
    if (treated[row] === 1) return modelled + (value - treatedMean[row]) / chance;
    return modelled - (value - untreatedMean[row]) / (1 - chance);
  });
}

/** The expected outcome whatever the treatment: of a row that is treated by its propensity. */
export function marginalMeans({ propensity, untreatedMean, treatedMean }: TreatedRows): Float64Array {
  return Float64Array.from(propensity, (chance, row) => {
    return (1 - chance) * untreatedMean[row] + chance * treatedMean[row];
  });
}

/** A mean with its standard error and 95 % interval (normal). */
export interface EstimatedMean {
  value: number;
  standardError: number;
  interval: [number, number];
}

/** The standard normal quantile of a two-sided 95 % interval. */
const normal95 = 1.959964;

/**
 * The mean of independent scores with the standard error of their spread: of doubly robust scores the average effect, whose influence
 * function they are up to its mean (Robins, Rotnitzky & Zhao, 1994; Chernozhukov et al., 2018). NaN of fewer than two rows.
 */
export function meanOfScores(scores: ArrayLike<number>): EstimatedMean {
  const all = Array.from(scores);
  const value = all.reduce((sum, score) => sum + score, 0) / all.length;
  const variance = all.reduce((sum, score) => sum + (score - value) ** 2, 0) / (all.length - 1);
  const standardError = all.length > 1 ? Math.sqrt(variance / all.length) : NaN;
  return {
    value,
    standardError,
    interval: [value - normal95 * standardError, value + normal95 * standardError],
  };
}
