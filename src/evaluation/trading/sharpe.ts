import { normalUpperTail } from '../statistics/chi-square.js';

/** What the first four moments of returns are. */
export interface Moments {
  mean: number;
  /** Of a sample: divided by one less than there are. */
  deviation: number;
  /** 0 for a normal distribution. */
  skewness: number;
  /** 3 for a normal distribution. */
  kurtosis: number;
}

/** Moments of at least two returns; skewness and kurtosis are those of the sample as a population. NaN where all are the same. */
export function momentsOf(returns: ArrayLike<number>): Moments {
  const count = returns.length;
  const all = Array.from(returns);
  const mean = all.reduce((sum, one) => sum + one, 0) / count;
  const power = (exponent: number) => all.reduce((sum, one) => sum + (one - mean) ** exponent, 0) / count;
  const second = power(2);
  return {
    mean,
    deviation: Math.sqrt((second * count) / (count - 1)),
    skewness: power(3) / second ** 1.5,
    kurtosis: power(4) / second ** 2,
  };
}

/**
 * The Sharpe ratio (Sharpe, 1994): mean over standard deviation of the returns of periods, times the root of the periods of a year. The risk-free
 * rate is 0: returns of a money market can be taken off before. NaN for fewer than two returns or where none differs.
 */
export function sharpeRatio(returns: ArrayLike<number>, periodsPerYear: number): number {
  const { mean, deviation } = momentsOf(returns);
  // What rounding leaves of equal returns is no spread.
  return deviation > 1e-12 * Math.abs(mean) ? (mean / deviation) * Math.sqrt(periodsPerYear) : NaN;
}

/**
 * The probability that the true Sharpe ratio is above `threshold`, by the returns' own skewness and kurtosis (Bailey & López de Prado, 2012, after
 * Mertens, 2002).
 * @param threshold of one period, as the ratio is that is worked out of the returns: not of a year.
 */
export function probabilisticSharpe(returns: ArrayLike<number>, threshold: number): number {
  const { skewness, kurtosis } = momentsOf(returns);
  const ratio = sharpeRatio(returns, 1);
  return sharpeProbability({ ratio, skewness, kurtosis, count: returns.length }, threshold);
}

/** A Sharpe ratio of one period, seen over so many. */
export interface SeenSharpe extends Pick<Moments, 'skewness' | 'kurtosis'> {
  ratio: number;
  count: number;
}

/** See {@link probabilisticSharpe}. */
export function sharpeProbability(
  { ratio, skewness, kurtosis, count }: SeenSharpe,
  threshold: number,
): number {
  const spread = Math.sqrt(1 - skewness * ratio + ((kurtosis - 1) / 4) * ratio ** 2);
  return normalUpperTail((-(ratio - threshold) * Math.sqrt(count - 1)) / spread);
}
