import { checkNotEmpty, checkNumbers, checkWeights } from '../checks.js';
import type { PredictionKindDefinition } from './kind.js';

/** Both in the target's unit, one element per row, finite. */
export interface RegressionPredictions {
  actual: ArrayLike<number>;
  predicted: ArrayLike<number>;
  /** Weight of each row, default 1. */
  weights?: ArrayLike<number>;
}

export const regressionPredictions: PredictionKindDefinition<RegressionPredictions> = {
  check({ actual, predicted, weights }) {
    const length = actual.length;
    const rule = { length, accepts: Number.isFinite, expected: 'a finite number' };
    checkNotEmpty('actual', actual);
    checkNumbers({ ...rule, name: 'actual', values: actual });
    checkNumbers({ ...rule, name: 'predicted', values: predicted });
    checkWeights(weights, length);
  },
  count: (predictions) => predictions.actual.length,
  weights: (predictions) => predictions.weights,
};
