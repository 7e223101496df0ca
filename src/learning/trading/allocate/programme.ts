import { exchangedAllocation } from './exchange.js';
import type { AllocationProblem } from './problem.js';
import type { Solver } from '../../../optimisation/solve.js';
import type { Programme, QuadraticTerm } from '../../../optimisation/programme.js';

/** Smaller shares are rounding of the solver. */
const leastShare = 1e-6;

/**
 * Shares that maximise `alpha'w - riskAversion / 2 (w - b)'S (w - b) - costRate |w - current|` (Markowitz, 1952; Grinold & Kahn, 2000), none below 0 or
 * above the cap, that add up to 1, or where caps do not allow for that to as much as they do. Everything is divided by the mean variance, so that
 * the tolerances of the solver mean the same in every unit.
 */
export function solveAllocation(problem: AllocationProblem, solve: Solver): Float64Array {
  const { current } = problem;
  const count = current.length;
  const total = Math.min(1, count * problem.cap);
  const solution = solve(programmeOf(problem, total));
  const found = 'values' in solution ? solution.values.slice(0, count) : exchangedAllocation(problem, total);
  const shares = found.map((one) => (one < leastShare ? 0 : Math.min(problem.cap, one)));
  const sum = shares.reduce((all, one) => all + one, 0);
  return shares.map((one) => Math.min(problem.cap, (one * total) / sum));
}

/** Variables: the shares, what is bought, what is sold. */
function programmeOf(problem: AllocationProblem, total: number): Programme {
  const { alpha, covariance, benchmark, current, cap, riskAversion, costRate } = problem;
  const count = current.length;
  const places = Array.from({ length: count }, (_, i) => i);
  const unit = places.reduce((sum, i) => sum + covariance[i * (count + 1)], 0) / count;
  const scale = 1 / (unit * riskAversion);
  // -riskAversion / 2 (w - b)'S (w - b) has, besides the square, the slope riskAversion S b.
  const pull = places.map((i) =>
    places.reduce((sum, j) => sum + covariance[i * count + j] * benchmark[j], 0),
  );
  const quadratic: QuadraticTerm[] = places.flatMap((row) =>
    places
      .slice(0, row + 1)
      .map((column) => ({ row, column, value: covariance[row * count + column] / unit })),
  );
  const traded = (kind: string) =>
    places.map((i) => ({ name: `${kind} ${i}`, lower: 0, upper: 1, cost: costRate * scale }));
  return {
    goal: 'minimise',
    variables: [
      ...places.map((i) => ({
        name: `share ${i}`,
        lower: 0,
        upper: cap,
        cost: -alpha[i] * scale - pull[i] / unit,
      })),
      ...(costRate > 0 ? [...traded('bought'), ...traded('sold')] : []),
    ],
    constraints: [
      {
        name: 'total',
        terms: places.map((variable) => ({ variable, coefficient: 1 })),
        lower: total,
        upper: total,
      },
      ...(costRate > 0 ? places : []).map((i) => ({
        name: `trade ${i}`,
        terms: [
          { variable: i, coefficient: 1 },
          { variable: count + i, coefficient: -1 },
          { variable: 2 * count + i, coefficient: 1 },
        ],
        lower: current[i],
        upper: current[i],
      })),
    ],
    quadratic,
  };
}
