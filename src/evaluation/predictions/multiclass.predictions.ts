import { InvalidInputError } from '../../core/errors.js';
import type { ActionCosts } from '../decisions/action-costs.js';
import { checkNotEmpty, checkNumber, checkNumbers, checkWeights, isProbability } from '../checks.js';
import type { LabelledProbabilities } from './binary.predictions.js';
import type { PredictionKindDefinition } from './kind.js';

/** Classes are numbered from 0. */
export interface MulticlassPredictions {
  /** Class index of each of `n` rows. */
  labels: ArrayLike<number>;
  /** Row-major `[n, classes]`; each row sums to 1. */
  probabilities: ArrayLike<number>;
  /** Number of classes, 2 or more. */
  classes: number;
  /** What the classes are called, in their order. */
  names?: readonly string[];
  /** What actions cost by what happens; needed by the metric `cost` only. */
  actions?: readonly ActionCosts[];
  /** Weight of each row, default 1. */
  weights?: ArrayLike<number>;
}

/** Wide enough for sums of float32 softmax outputs, narrow enough to catch logits and percentages. */
const sumTolerance = 1e-3;

function checkRowSums({ probabilities, classes }: MulticlassPredictions): void {
  for (let start = 0; start < probabilities.length; start += classes) {
    let sum = 0;
    for (let i = start; i < start + classes; i++) sum += probabilities[i];
    if (Math.abs(sum - 1) <= sumTolerance) continue;
    const row = start / classes;
    throw new InvalidInputError(`The probabilities of row ${row} must sum to 1, but sum to ${sum}.`, {
      details: [{ pointer: `/probabilities/${start}`, expected: 'a sum of 1', received: String(sum) }],
    });
  }
}

/** Whether each row is of the class of index `of`, and the probability of that. */
export function oneAgainstRest(
  { labels, probabilities, classes, weights }: MulticlassPredictions,
  of: number,
): LabelledProbabilities {
  return {
    labels: Uint8Array.from(labels, (label) => Number(label === of)),
    probabilities: Float64Array.from(labels, (_, row) => probabilities[row * classes + of]),
    weights,
  };
}

export const multiclassPredictions: PredictionKindDefinition<MulticlassPredictions> = {
  check(predictions) {
    const { labels, probabilities, classes, weights } = predictions;
    checkNumber(
      'classes',
      classes,
      (value) => Number.isInteger(value) && value >= 2,
      'an integer of 2 or more',
    );
    checkNotEmpty('labels', labels);
    checkNumbers({
      name: 'labels',
      values: labels,
      length: labels.length,
      accepts: (value) => Number.isInteger(value) && value >= 0 && value < classes,
      expected: `a class index from 0 to ${classes - 1}`,
    });
    checkNumbers({
      name: 'probabilities',
      values: probabilities,
      length: labels.length * classes,
      accepts: isProbability,
      expected: 'a probability between 0 and 1',
    });
    checkRowSums(predictions);
    checkWeights(weights, labels.length);
  },
  count: (predictions) => predictions.labels.length,
  weights: (predictions) => predictions.weights,
  strata: (predictions) => predictions.labels,
};
