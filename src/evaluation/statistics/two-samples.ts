import { normalQuantile } from '../../core/normal-quantile.js';
import { studentTQuantile } from './student-t.js';
import { scoreInterval, type CountedShare } from './wilson-interval.js';

/** A figure with its interval; null where it is not defined. */
export interface Compared {
  value: number | null;
  lower: number | null;
  upper: number | null;
}

type Counted = Pick<CountedShare, 'count' | 'of'>;

/**
 * The difference of two independent shares, first less second, by the score intervals of both (Newcombe, 1998, Statistics in Medicine 17,
 * 873-890, method 10), which stays honest where shares are near 0 or 1 and groups are small.
 * @param z the quantile of the normal distribution: 1.96 for 95 %
 * @returns nulls where one of them is a share of nothing
 */
export function differenceOfShares(first: Counted, second: Counted, z: number): Compared {
  const [a, b] = [first, second].map(({ count, of }) => scoreInterval(count, of, z));
  if (!isDefined(a) || !isDefined(b)) return nothing;
  const value = a.value - b.value;
  return {
    value,
    lower: value - Math.hypot(a.value - a.lower, b.upper - b.value),
    upper: value + Math.hypot(a.upper - a.value, b.value - b.lower),
  };
}

/**
 * The ratio of two independent shares, first by second, with the interval of its logarithm (Katz, Baptista, Azen & Pike, 1978).
 * @param z the quantile of the normal distribution: 1.96 for 95 %
 * @returns no interval where a count is 0, for its logarithm has none; nulls where the second share is 0 or either is one of nothing
 */
export function ratioOfShares(first: Counted, second: Counted, z: number): Compared {
  if (first.of === 0 || second.of === 0 || second.count === 0) return nothing;
  const value = first.count / first.of / (second.count / second.of);
  if (first.count === 0) return { value, lower: null, upper: null };
  const error = Math.sqrt(1 / first.count - 1 / first.of + 1 / second.count - 1 / second.of);
  return { value, lower: value * Math.exp(-z * error), upper: value * Math.exp(z * error) };
}

/**
 * The mean of numbers with its interval by Student's t.
 * @param outside the probability of lying outside of the interval: 0.05 for 95 %
 * @returns no interval of fewer than two numbers
 */
export function meanOf(numbers: readonly number[], outside: number): Compared {
  const { mean, squaredError, count } = momentsOf(numbers);
  if (count === 0) return nothing;
  if (count < 2) return { value: mean, lower: null, upper: null };
  const half = upperQuantile(outside / 2, count - 1) * Math.sqrt(squaredError);
  return { value: mean, lower: mean - half, upper: mean + half };
}

/**
 * The difference of two means, first less second, without taking their variances for equal (Welch, 1947).
 * @param outside the probability of lying outside of the interval: 0.05 for 95 %
 * @returns nulls where one has fewer than two numbers
 */
export function differenceOfMeans(
  first: readonly number[],
  second: readonly number[],
  outside: number,
): Compared {
  const [a, b] = [momentsOf(first), momentsOf(second)];
  if (a.count < 2 || b.count < 2) return nothing;
  const value = a.mean - b.mean;
  const variance = a.squaredError + b.squaredError;
  if (variance === 0) return { value, lower: value, upper: value };
  const degrees = variance ** 2 / (a.squaredError ** 2 / (a.count - 1) + b.squaredError ** 2 / (b.count - 1));
  const half = upperQuantile(outside / 2, degrees) * Math.sqrt(variance);
  return { value, lower: value - half, upper: value + half };
}

/** From so many degrees of freedom on the expansion is right to six digits, and a thousand times as quick. */
const manyDegrees = 25;

/** The t that is exceeded with probability `tail`: of many degrees by the expansion of Abramowitz & Stegun (1964), 26.7.5. */
export function upperQuantile(tail: number, degrees: number): number {
  if (degrees < manyDegrees) return studentTQuantile(1 - tail, degrees);
  const z = normalQuantile(1 - tail);
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160,
  ];
  return terms.reduce((sum, term, i) => sum + term / degrees ** (i + 1), z);
}

const nothing: Compared = { value: null, lower: null, upper: null };

function isDefined(
  share: CountedShare,
): share is CountedShare & { value: number; lower: number; upper: number } {
  return share.value !== null;
}

/** `squaredError` is that of the mean: the variance by the number of numbers. */
function momentsOf(numbers: readonly number[]) {
  const count = numbers.length;
  const mean = numbers.reduce((sum, value) => sum + value, 0) / count;
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { count, mean, squaredError: squares / (count - 1) / count };
}
