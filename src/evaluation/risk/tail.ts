import { normalQuantile } from '../../core/normal-quantile.js';
import { checkNotEmpty, checkNumber } from '../checks.js';

/** What may be lost: both figures in the unit of the losses, gains below zero. */
export interface TailRisk {
  /** The loss that is exceeded with the probability 1 - level. */
  valueAtRisk: number;
  /** The mean of the share 1 - level of the largest losses. */
  expectedShortfall: number;
}

/** Scenarios of a tail with how much each counts in it; the weights add up to 1. */
export interface Tail extends TailRisk {
  scenarios: Int32Array;
  weights: Float64Array;
}

/**
 * The tail of equally likely losses: value at risk is an order statistic, expected shortfall the mean of the worst share, in which the last
 * loss counts by the part of it that belongs there (Acerbi & Tasche, 2002). So it is subadditive, and contributions to it add up.
 * @param level such as 0.99.
 * @throws InvalidInputError without losses, or for a level outside (0, 1).
 */
export function tailOf(losses: ArrayLike<number>, level: number): Tail {
  return tailsWithScenarios(losses, [level])[0];
}

/** {@link tailOf} at several levels. @param sorted the losses in ascending order. */
export function tailsWithScenarios(
  losses: ArrayLike<number>,
  levels: readonly number[],
  sorted = Float64Array.from(losses).sort(),
): Tail[] {
  checkNotEmpty('losses', losses);
  levels.forEach(checkLevel);
  const sizes = levels.map((level) => tailSize(losses.length, level));
  const worst = worstOf(losses, sorted, Math.ceil(Math.max(...sizes)));
  return sizes.map((size) => {
    const scenarios = worst.slice(0, Math.ceil(size));
    const weights = Float64Array.from(scenarios, (_, rank) => Math.min(1, size - rank) / size);
    let expectedShortfall = 0;
    scenarios.forEach((scenario, i) => (expectedShortfall += weights[i] * losses[scenario]));
    return { valueAtRisk: losses[scenarios[scenarios.length - 1]], expectedShortfall, scenarios, weights };
  });
}

/** The figures of {@link tailOf} at several levels, sorted once; without its scenarios. */
export function tailsOf(losses: Float64Array, levels: readonly number[]): TailRisk[] {
  checkNotEmpty('losses', losses);
  const sorted = losses.slice().sort();
  return levels.map((level) => {
    checkLevel(level);
    const size = tailSize(losses.length, level);
    const count = Math.ceil(size);
    let sum = 0;
    for (let rank = 0; rank < count; rank++)
      sum += Math.min(1, size - rank) * sorted[sorted.length - 1 - rank];
    return { valueAtRisk: sorted[sorted.length - count], expectedShortfall: sum / size };
  });
}

/** How many losses belong to the tail, rounded so that 1000 x (1 - 0.99) is 10 and not 10.000000000000009. */
function tailSize(count: number, level: number): number {
  return Math.max(Number((count * (1 - level)).toFixed(9)), 1e-9);
}

/** The places of the largest losses, the largest first; of equal ones the earlier first. */
function worstOf(losses: ArrayLike<number>, sorted: Float64Array, count: number): Int32Array {
  const least = sorted[sorted.length - count];
  const [above, equal] = [[] as number[], [] as number[]];
  for (let i = 0; i < losses.length; i++) {
    if (losses[i] > least) above.push(i);
    else if (losses[i] === least && equal.length < count) equal.push(i);
  }
  above.sort((a, b) => losses[b] - losses[a] || a - b);
  return Int32Array.from([...above, ...equal].slice(0, count));
}

/**
 * What each position adds to the expected shortfall of the portfolio: its mean loss over the scenarios of the tail (Euler's allocation: Tasche,
 * 1999). The contributions add up to the expected shortfall.
 * @param returns of each asset in all scenarios, row-major `[scenarios, assets]`
 * @param positions share of each asset in the value of the portfolio.
 */
export function tailContributions(
  { scenarios, weights }: Tail,
  returns: ArrayLike<number>,
  positions: ArrayLike<number>,
): Float64Array {
  const assets = positions.length;
  const means = new Float64Array(assets);
  scenarios.forEach((scenario, at) => {
    for (let asset = 0; asset < assets; asset++)
      means[asset] += weights[at] * returns[scenario * assets + asset];
  });
  return means.map((mean, asset) => -positions[asset] * mean || 0);
}

/** The tail of normal losses. @param deviation above 0. */
export function normalTail(mean: number, deviation: number, level: number): TailRisk {
  checkLevel(level);
  const z = normalQuantile(level);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  return {
    valueAtRisk: mean + deviation * z,
    expectedShortfall: mean + (deviation * density) / (1 - level),
  };
}

function checkLevel(level: number): void {
  checkNumber('level', level, (value) => value > 0 && value < 1, 'between 0 and 1, both excluded');
}
