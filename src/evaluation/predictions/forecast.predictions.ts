import { checkNotEmpty, checkNumber, checkNumbers, checkWeights } from '../checks.js';
import type { PredictionKindDefinition } from './kind.js';

interface ForecastInterval {
  coverage: number;
  lower: ArrayLike<number>;
  upper: ArrayLike<number>;
}

/** Several horizons of each of `n` rows, all arrays row-major `[n, horizons]`, in the target's unit. */
export interface ForecastPredictions {
  horizons: number;
  /** NaN where the future is not known: then that horizon of that row counts nowhere. */
  actual: ArrayLike<number>;
  predicted: ArrayLike<number>;
  /** Ends of intervals that are meant to hold the share `coverage`, half of the rest on each side. */
  interval?: ForecastInterval;
  /** Of several intervals the others, the narrowest first; `interval` is the widest. */
  narrower?: readonly ForecastInterval[];
  /** The quantiles of each value at ascending `levels`, `[n, horizons, levels]`; none lies above the next. */
  quantiles?: { levels: readonly number[]; values: ArrayLike<number> };
  /** How much each value counts in the metric `wmae`, in the places of `actual`. */
  importance?: ArrayLike<number>;
  /** Mean absolute error of "it stays as it is" one step ahead on the training rows, for the metric `mase`. */
  naiveError?: number;
  /** Weight of each row, default 1. */
  weights?: ArrayLike<number>;
}

export const forecastPredictions: PredictionKindDefinition<ForecastPredictions> = {
  check({ horizons, actual, predicted, interval, quantiles, importance, weights }) {
    const isCount = (value: number) => Number.isInteger(value) && value >= 1;
    checkNumber('horizons', horizons, isCount, 'an integer of 1 or more');
    checkNotEmpty('actual', actual);
    const rows = actual.length / horizons;
    checkNumber('rows', rows, Number.isInteger, 'a whole number of rows');
    const length = actual.length;
    const finite = { length, accepts: Number.isFinite, expected: 'a finite number' };
    const known = (value: number) => Number.isFinite(value) || Number.isNaN(value);
    checkNumbers({
      name: 'actual',
      values: actual,
      length,
      accepts: known,
      expected: 'a finite number or NaN',
    });
    checkNumbers({ ...finite, name: 'predicted', values: predicted });
    if (interval) {
      checkNumbers({ ...finite, name: 'interval.lower', values: interval.lower });
      checkNumbers({ ...finite, name: 'interval.upper', values: interval.upper });
    }
    if (quantiles) {
      const values = { name: 'quantiles.values', values: quantiles.values };
      checkNumbers({ ...finite, ...values, length: length * quantiles.levels.length });
    }
    if (importance) checkNumbers({ ...finite, name: 'importance', values: importance });
    checkWeights(weights, rows);
  },
  count: ({ actual, horizons }) => actual.length / horizons,
  weights: ({ weights }) => weights,
};
