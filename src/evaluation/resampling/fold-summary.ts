import { InvalidInputError } from '../../core/errors.js';
import { checkNotEmpty, checkNumber } from '../checks.js';
import { studentTCumulative, studentTQuantile } from '../statistics/student-t.js';

export interface FoldSummaryOptions {
  /** Rows in a test fold by rows in its training part: 1 / (k - 1) in k-fold cross-validation. */
  testToTrainRatio: number;
  /** Default 0.95. */
  coverage?: number;
}

export interface FoldSummary {
  /** Number of fits: folds x repeats. */
  count: number;
  mean: number;
  /** Of the values over folds and repeats, with count - 1 below the fraction. */
  standardDeviation: number;
  /** Of the mean, corrected for the overlap of the training parts. */
  standardError: number;
  /** Of the mean, from lower to upper bound. NaN for a single value. */
  interval: [number, number];
}

/**
 * Mean of a metric over k folds x r repeats and its interval by the corrected resampled t: the variance of the mean is
 * (1 / count + testToTrainRatio) s², because fits that share training rows are not independent (Nadeau & Bengio, 2003; for
 * repeated cross-validation Bouckaert & Frank, 2004). Degrees of freedom: count - 1. NaN among the values makes every
 * figure NaN: a fold on which the metric is undefined is never left out silently.
 * @throws InvalidInputError without a value or for options outside their range.
 */
export function summariseFolds(values: ArrayLike<number>, options: FoldSummaryOptions): FoldSummary {
  const { testToTrainRatio, coverage = 0.95 } = options;
  const count = values.length;
  checkNotEmpty('values', values);
  checkNumber(
    'testToTrainRatio',
    testToTrainRatio,
    (value) => value > 0 && Number.isFinite(value),
    'finite and above 0',
  );
  checkNumber('coverage', coverage, (value) => value > 0 && value < 1, 'between 0 and 1, both excluded');
  const list = Array.from(values);
  const mean = list.reduce((sum, value) => sum + value, 0) / count;
  const squares = list.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const standardDeviation = Math.sqrt(squares / (count - 1));
  const standardError = standardDeviation * Math.sqrt(1 / count + testToTrainRatio);
  const reach = count > 1 ? studentTQuantile((1 + coverage) / 2, count - 1) * standardError : NaN;
  return { count, mean, standardDeviation, standardError, interval: [mean - reach, mean + reach] };
}

export interface PairedFoldComparison extends FoldSummary {
  /** The corrected t statistic of "no difference". */
  t: number;
  /** Two-sided. NaN when all differences are 0. */
  pValue: number;
}

/**
 * Difference `first - second` of a metric of two models on the same folds, summarised as in {@link summariseFolds}.
 * @throws InvalidInputError when the lists differ in length.
 */
export function compareFolds(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  options: FoldSummaryOptions,
): PairedFoldComparison {
  if (first.length !== second.length) {
    throw new InvalidInputError(
      `Two models are compared on the same folds, but there are ${first.length} values of the first and ${second.length} of the second.`,
    );
  }
  const differences = Array.from(first, (value, i) => value - second[i]);
  const summary = summariseFolds(differences, options);
  const t = summary.mean / summary.standardError;
  const pValue = Number.isNaN(t) ? NaN : 2 * studentTCumulative(-Math.abs(t), summary.count - 1);
  return { ...summary, t, pValue };
}
