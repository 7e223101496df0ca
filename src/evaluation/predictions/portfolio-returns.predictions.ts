import { checkNotEmpty, checkNumber, checkNumbers, checkWeights } from '../checks.js';
import type { PredictionKindDefinition } from './kind.js';

/** What positions that were decided on before returned in each of `n` periods, after costs, as shares of the value. */
export interface PortfolioReturnsPredictions {
  returns: ArrayLike<number>;
  /** What equal weight returned in the same periods, after its costs. */
  equalWeight: ArrayLike<number>;
  periodsPerYear: number;
  /** Weight of each period, default 1. */
  weights?: ArrayLike<number>;
}

export const portfolioReturnsPredictions: PredictionKindDefinition<PortfolioReturnsPredictions> = {
  check({ returns, equalWeight, periodsPerYear, weights }) {
    checkNotEmpty('returns', returns);
    checkNumber('periodsPerYear', periodsPerYear, (value) => value > 0 && Number.isFinite(value), 'above 0');
    const length = returns.length;
    const finite = { accepts: Number.isFinite, expected: 'a finite number', length };
    checkNumbers({ ...finite, name: 'returns', values: returns });
    checkNumbers({ ...finite, name: 'equalWeight', values: equalWeight });
    checkWeights(weights, length);
  },
  count: ({ returns }) => returns.length,
  weights: ({ weights }) => weights,
};
