import type { CostBands } from '../decisions/cost-bands.js';
import { checkCosts, type DecisionCostsWithReview } from '../decisions/costs.js';
import { checkNotEmpty, checkNumber, checkNumbers, checkWeights, isBit, isProbability } from '../checks.js';
import type { PredictionKindDefinition } from './kind.js';

/** What happened (1 = the positive class) and what was predicted, one element per row. */
export interface LabelledProbabilities {
  /** 0 or 1. */
  labels: ArrayLike<number>;
  /** Probability of class 1, in [0, 1]. */
  probabilities: ArrayLike<number>;
  /** Weight of each row, default 1. */
  weights?: ArrayLike<number>;
}

export interface BinaryPredictions extends LabelledProbabilities {
  /** Rows with a probability at or above it are decided as class 1; default 0.5. */
  threshold?: number;
  /** What decisions cost; needed by the metric `cost` only. */
  costs?: DecisionCostsWithReview;
  /** By which probability which action follows, where a person looks at some rows; default: the threshold alone. Needs a cost of review. */
  bands?: CostBands;
}

export const defaultThreshold = 0.5;

/** @throws InvalidInputError see {@link LabelledProbabilities} for what is accepted. */
export function checkLabelledProbabilities(predictions: LabelledProbabilities): void {
  const { labels, probabilities, weights } = predictions;
  const length = labels.length;
  checkNotEmpty('labels', labels);
  checkNumbers({ name: 'labels', values: labels, length, accepts: isBit, expected: '0 or 1' });
  const expected = 'a probability between 0 and 1';
  checkNumbers({ name: 'probabilities', values: probabilities, length, accepts: isProbability, expected });
  checkWeights(weights, length);
}

export const binaryPredictions: PredictionKindDefinition<BinaryPredictions> = {
  check(predictions) {
    checkLabelledProbabilities(predictions);
    checkNumber('threshold', predictions.threshold ?? defaultThreshold, Number.isFinite, 'a finite number');
    if (predictions.costs) checkCosts(predictions.costs);
  },
  count: (predictions) => predictions.labels.length,
  weights: (predictions) => predictions.weights,
  strata: (predictions) => predictions.labels,
};
