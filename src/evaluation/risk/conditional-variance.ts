import { checkNotEmpty } from '../checks.js';
import { minimise } from './minimise.js';

/** RiskMetrics' weight of the past for daily returns (J.P. Morgan, 1996). */
const riskMetricsDecay = 0.94;

/** Of so many first values the mean square stands for what was before them. */
const start = 20;

/**
 * Exponentially weighted variances of returns of mean zero: element t is the forecast for t from what was before it, the last one that of the
 * next return. The first ones, which have no past, rest on the first {@link start} values.
 * @param returns unknown ones are NaN and leave the variance as it is.
 * @returns one element more than there are returns.
 */
export function ewmaVariances(returns: ArrayLike<number>, decay = riskMetricsDecay): Float64Array {
  checkNotEmpty('returns', returns);
  const variances = new Float64Array(returns.length + 1);
  variances[0] = startVariance(returns);
  for (let t = 0; t < returns.length; t++) {
    const last = variances[t];
    variances[t + 1] = Number.isNaN(returns[t]) ? last : decay * last + (1 - decay) * returns[t] ** 2;
  }
  return variances;
}

function startVariance(returns: ArrayLike<number>): number {
  const known = Array.from(returns).filter((value) => !Number.isNaN(value));
  return meanSquare(known.slice(0, start)) || meanSquare(known);
}

function meanSquare(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0) / Math.max(1, values.length);
}

/** h(t + 1) = omega + alpha e(t)^2 + beta h(t) (Bollerslev, 1986), in the squared unit of the returns. */
export interface Garch {
  omega: number;
  alpha: number;
  beta: number;
}

/** With the variance that a record of returns begins with: their mean square, by which it was fitted. */
export interface FittedGarch extends Garch {
  first: number;
}

/** Products beyond it and its reciprocal are near to what numbers can hold. */
const tiny = 1e-100;

/** Minus the mean logarithm of the normal likelihood of returns of mean zero, and the variance of the first. */
function negativeLogLikelihood(returns: Float64Array, { omega, alpha, beta }: Garch, first: number): number {
  let variance = first;
  let [sum, product] = [0, 1];
  for (let t = 0; t < returns.length; t++) {
    const square = returns[t] * returns[t];
    // The logarithm of a product of a few variances, rather than of each: it is what takes the time.
    product *= variance;
    if (product < tiny || product > 1 / tiny) {
      sum += Math.log(product);
      product = 1;
    }
    sum += square / variance;
    variance = omega + alpha * square + beta * variance;
  }
  return ((sum + Math.log(product)) / returns.length + Math.log(2 * Math.PI)) / 2;
}

/** Fewer returns say too little of how variances change. */
export const leastReturns = 100;

/** RiskMetrics with a little of the mean: what is said of too few returns. */
const usual = { alpha: 0.06, beta: 0.92 };

/**
 * GARCH(1,1) of returns of mean zero by quasi maximum likelihood. They are divided by their standard deviation first, and what is found is
 * multiplied back: the unit of the returns has no influence.
 * @param returns unknown ones are NaN and are left out. Of fewer than {@link leastReturns} only the level is learnt.
 * @throws InvalidInputError without a return.
 */
export function fitGarch(returns: ArrayLike<number>): FittedGarch {
  checkNotEmpty('returns', returns);
  const known = Array.from(returns).filter((value) => !Number.isNaN(value));
  const scale = meanSquare(known);
  // Of what never moves nothing can be learnt; the smallest variance stands for none.
  if (!(scale > 0)) return garchOf(usual, Number.MIN_VALUE ** 0.5);
  if (known.length < leastReturns) return garchOf(usual, scale);
  const scaled = Float64Array.from(known, (value) => value / Math.sqrt(scale));
  const value = (point: readonly number[]) => negativeLogLikelihood(scaled, parametersOf(point), 1);
  const starts = [
    [Math.log(0.02), Math.log(0.06 / 0.02), Math.log(0.92 / 0.02)],
    [Math.log(0.1), Math.log(0.1 / 0.05), Math.log(0.8 / 0.05)],
  ];
  const [from] = starts.sort((a, b) => value(a) - value(b));
  const best = minimise(value, from, { step: 0.3, tolerance: 1e-9, evaluations: 600 });
  const { omega, alpha, beta } = parametersOf(best.at);
  return { omega: omega * scale, alpha, beta, first: scale };
}

function garchOf({ alpha, beta }: Omit<Garch, 'omega'>, variance: number): FittedGarch {
  return { omega: (1 - alpha - beta) * variance, alpha, beta, first: variance };
}

/** Any three numbers to parameters with omega > 0, alpha, beta >= 0 and alpha + beta < 1. */
function parametersOf([level, first, second]: readonly number[]): Garch {
  const [a, b] = [Math.exp(first), Math.exp(second)];
  const total = 1 + a + b;
  return { omega: Math.exp(level), alpha: a / total, beta: b / total };
}

/** The variances that returns have by a GARCH, as {@link ewmaVariances}; the first is the one that it was fitted with. */
export function garchVariances(
  returns: ArrayLike<number>,
  { omega, alpha, beta, first }: FittedGarch,
): Float64Array {
  checkNotEmpty('returns', returns);
  const variances = new Float64Array(returns.length + 1);
  variances[0] = first;
  for (let t = 0; t < returns.length; t++) {
    const last = variances[t];
    variances[t + 1] = Number.isNaN(returns[t]) ? last : omega + alpha * returns[t] ** 2 + beta * last;
  }
  return variances;
}

/** How fast a GARCH forgets: its level is set by what the series itself has shown. */
export type GarchShape = Pick<Garch, 'alpha' | 'beta'>;

/**
 * As {@link garchVariances}, where the long-run variance is the mean square of all returns before a day (variance targeting: Engle & Mezrich,
 * 1996): a series that begins late needs no parameters of its own.
 */
export function targetedVariances(returns: ArrayLike<number>, { alpha, beta }: GarchShape): Float64Array {
  checkNotEmpty('returns', returns);
  const variances = new Float64Array(returns.length + 1);
  let last = startVariance(returns);
  let [sum, count] = [0, 0];
  variances[0] = last;
  for (let t = 0; t < returns.length; t++) {
    if (!Number.isNaN(returns[t])) {
      const square = returns[t] ** 2;
      [sum, count] = [sum + square, count + 1];
      const target = count < start ? last : sum / count;
      last = (1 - alpha - beta) * target + alpha * square + beta * last;
    }
    variances[t + 1] = last;
  }
  return variances;
}
