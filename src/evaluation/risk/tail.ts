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
  checkNotEmpty('losses', losses);
  checkLevel(level);
  const size = tailSize(losses.length, level);
  const count = Math.ceil(size);
  const scenarios = worstOf(losses, count);
  const weights = Float64Array.from(scenarios, (_, rank) => Math.min(1, size - rank) / size);
  let expectedShortfall = 0;
  for (let i = 0; i < count; i++) expectedShortfall += weights[i] * losses[scenarios[i]];
  return { valueAtRisk: losses[scenarios[count - 1]], expectedShortfall, scenarios, weights };
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
function worstOf(losses: ArrayLike<number>, count: number): Int32Array {
  const order = Int32Array.from({ length: losses.length }, (_, i) => i);
  order.sort((a, b) => losses[b] - losses[a] || a - b);
  return order.slice(0, count);
}

/**
 * What each part of the losses adds to the expected shortfall: its mean over the scenarios of the tail (Euler's allocation: Tasche, 1999).
 * The contributions add up to the expected shortfall of the sum.
 * @param parts of each scenario the loss of each part, row-major `[scenarios, width]`.
 */
export function tailContributions(
  { scenarios, weights }: Tail,
  parts: ArrayLike<number>,
  width: number,
): Float64Array {
  const sums = new Float64Array(width);
  scenarios.forEach((scenario, at) => {
    for (let part = 0; part < width; part++) sums[part] += weights[at] * parts[scenario * width + part];
  });
  return sums;
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
