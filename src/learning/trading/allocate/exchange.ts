import type { AllocationProblem } from './problem.js';

/** A gain below this share of the largest variance times the risk aversion is none. */
const tolerance = 1e-9;
const mostSteps = 50_000;

/**
 * The solution of `solveAllocation` by exchanges: share after share moves from one asset to another where that gains most, as far as it does (sequential
 * minimal optimisation: Platt, 1998; with a cost of moving: Tseng & Yun, 2009). Slower than HiGHS, whose solver of quadratic programmes ends
 * without an answer on about one of 200; this one always has one.
 */
export function exchangedAllocation(problem: AllocationProblem, total: number): Float64Array {
  const { current } = problem;
  const count = current.length;
  const shares = new Float64Array(count).fill(total / count);
  const least = tolerance * problem.riskAversion * largestVariance(problem);
  for (let step = 0; step < mostSteps; step++) {
    const slopes = slopesAt(shares, problem);
    const from = leastOf(slopes.down);
    const to = leastOf(slopes.up);
    const slope = slopes.down[from] + slopes.up[to];
    if (from === to || !(slope < -least)) break;
    const moved = Math.min(-slope / curvature(problem, from, to), room(shares, problem, { from, to }));
    shares[from] -= moved;
    shares[to] += moved;
  }
  return shares;
}

function largestVariance({ covariance, current: { length } }: AllocationProblem): number {
  return Array.from({ length }, (_, i) => covariance[i * (length + 1)]).reduce((a, b) => Math.max(a, b), 0);
}

/** What a unit less of each asset costs and what a unit more does; infinite where bounds do not allow for it. */
function slopesAt(shares: Float64Array, problem: AllocationProblem) {
  const { alpha, covariance, benchmark, current, cap, riskAversion, costRate } = problem;
  const count = shares.length;
  const gradient = shares.map((_, i) => {
    let risk = 0;
    for (let j = 0; j < count; j++) risk += covariance[i * count + j] * (shares[j] - benchmark[j]);
    return riskAversion * risk - alpha[i];
  });
  return {
    down: gradient.map((own, i) =>
      shares[i] > 0 ? -own + (shares[i] > current[i] ? -costRate : costRate) : Infinity,
    ),
    up: gradient.map((own, i) =>
      shares[i] < cap ? own + (shares[i] < current[i] ? -costRate : costRate) : Infinity,
    ),
  };
}

function leastOf(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] < values[best]) best = i;
  return best;
}

function curvature(
  { covariance, riskAversion, current }: AllocationProblem,
  from: number,
  to: number,
): number {
  const { length: count } = current;
  const at = (i: number, j: number) => covariance[i * count + j];
  return riskAversion * (at(from, from) + at(to, to) - 2 * at(from, to));
}

/** How far can be moved until a bound is met, or what is held now, where the cost turns. */
function room(
  shares: Float64Array,
  { current, cap }: AllocationProblem,
  { from, to }: { from: number; to: number },
): number {
  const down = shares[from] > current[from] ? shares[from] - current[from] : shares[from];
  const up = (shares[to] < current[to] ? Math.min(cap, current[to]) : cap) - shares[to];
  return Math.min(down, up);
}
