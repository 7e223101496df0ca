import { checkNotEmpty, checkNumber, checkNumbers, checkWeights } from '../checks.js';
import type { PredictionKindDefinition } from './kind.js';

/** What was lost in each of `n` rows beside the value at risk and the expected shortfall that were forecast, in one unit; gains are below 0. */
export interface TailRiskPredictions {
  /** Ascending, such as 0.95 and 0.99. */
  levels: readonly number[];
  actual: ArrayLike<number>;
  /** Row-major `[n, levels]`. */
  valueAtRisk: ArrayLike<number>;
  /** Row-major `[n, levels]`, above 0. */
  expectedShortfall: ArrayLike<number>;
  /** Weight of each row, default 1. */
  weights?: ArrayLike<number>;
}

export const tailRiskPredictions: PredictionKindDefinition<TailRiskPredictions> = {
  check({ levels, actual, valueAtRisk, expectedShortfall, weights }) {
    checkNotEmpty('actual', actual);
    checkNotEmpty('levels', levels);
    for (const level of levels)
      checkNumber('levels', level, (value) => value > 0 && value < 1, 'between 0 and 1');
    const rows = actual.length;
    const length = rows * levels.length;
    const finite = { accepts: Number.isFinite, expected: 'a finite number' };
    checkNumbers({ ...finite, name: 'actual', values: actual, length: rows });
    checkNumbers({ ...finite, name: 'valueAtRisk', values: valueAtRisk, length });
    checkNumbers({
      name: 'expectedShortfall',
      values: expectedShortfall,
      length,
      accepts: (value) => value > 0 && Number.isFinite(value),
      expected: 'a finite number above 0',
    });
    checkWeights(weights, rows);
  },
  count: ({ actual }) => actual.length,
  weights: ({ weights }) => weights,
};
