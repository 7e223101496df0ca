import {
  checkLength,
  checkNotEmpty,
  checkNumber,
  checkNumbers,
  checkWeights,
  isBit,
  isProbability,
} from '../checks.js';
import { InvalidInputError } from '../../core/errors.js';
import { checkCosts, type DecisionCostsWithReview } from './costs.js';

/** Act as if negative, have the row looked at, or act as if positive. */
export type Decision = 'negative' | 'review' | 'positive';

/** `p < lower` is negative, `p >= upper` positive, between them review. Equal bounds: no row is reviewed. */
export interface CostBands {
  lower: number;
  upper: number;
}

/**
 * The bands of least expected cost: reject option of Chow (1970), and without a review cost (or one too high to be worth it
 * anywhere) the single threshold of Elkan (2001).
 * @throws InvalidInputError for costs that are negative, not finite or all 0.
 */
export function costBands(costs: DecisionCostsWithReview): CostBands {
  checkCosts(costs);
  const { falsePositive, falseNegative, review } = costs;
  const threshold = falsePositive / (falsePositive + falseNegative);
  if (review === undefined) return { lower: threshold, upper: threshold };
  const lower = review / falseNegative;
  const upper = 1 - review / falsePositive;
  // A cost of 0 leaves 0 / 0 or infinity here; then one action is never worse than a review.
  return lower < upper ? { lower, upper } : { lower: threshold, upper: threshold };
}

/** @throws InvalidInputError unless `probability` is in [0, 1]. */
export function decide(probability: number, { lower, upper }: CostBands): Decision {
  checkNumber('probability', probability, isProbability, 'between 0 and 1');
  if (probability >= upper) return 'positive';
  return probability < lower ? 'negative' : 'review';
}

/**
 * What a decision is expected to cost when the positive class has `probability`.
 * @throws InvalidInputError for a review without a review cost.
 */
export function expectedCost(
  probability: number,
  decision: Decision,
  costs: DecisionCostsWithReview,
): number {
  checkNumber('probability', probability, isProbability, 'between 0 and 1');
  switch (decision) {
    case 'negative':
      return probability * costs.falseNegative;
    case 'positive':
      return (1 - probability) * costs.falsePositive;
    case 'review':
      if (costs.review === undefined)
        throw new InvalidInputError('A review was decided, but it has no stated cost.');
      return costs.review;
  }
}

/**
 * Mean cost per row of decisions whose outcome is known.
 * @throws InvalidInputError for an empty or ragged input, labels other than 0 and 1, or a review without a cost.
 */
export function realisedCost(
  { labels, decisions, weights }: RealisedDecisions,
  costs: DecisionCostsWithReview,
): number {
  checkCosts(costs);
  checkNotEmpty('labels', labels);
  checkNumbers({ name: 'labels', values: labels, length: labels.length, accepts: isBit, expected: '0 or 1' });
  checkLength('decisions', decisions, labels.length);
  checkWeights(weights, labels.length);
  let sum = 0;
  let total = 0;
  for (let i = 0; i < labels.length; i++) {
    const weight = weights?.[i] ?? 1;
    sum += weight * expectedCost(labels[i], decisions[i], costs);
    total += weight;
  }
  return sum / total;
}

export interface RealisedDecisions {
  /** 0 or 1. */
  labels: ArrayLike<number>;
  decisions: ArrayLike<Decision>;
  weights?: ArrayLike<number>;
}
