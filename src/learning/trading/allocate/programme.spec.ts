import { beforeAll, describe, expect, it } from '@jest/globals';
import { createRandom } from '../../../core/random.js';
import { loadedSolver, type Solver } from '../../../optimisation/solve.js';
import { exchangedAllocation } from './exchange.js';
import type { AllocationProblem } from './problem.js';
import { solveAllocation } from './programme.js';

let solve: Solver;
beforeAll(async () => {
  solve = await loadedSolver();
});

const problem = (more: Partial<AllocationProblem>): AllocationProblem => ({
  alpha: [0, 0],
  covariance: [0.04, 0, 0, 0.01],
  benchmark: [0, 0],
  current: [0, 0],
  cap: 1,
  riskAversion: 1,
  costRate: 0,
  ...more,
});

const worth = (shares: ArrayLike<number>, given: AllocationProblem): number => {
  const { alpha, covariance, benchmark, current, riskAversion, costRate } = given;
  const count = current.length;
  let value = 0;
  for (let i = 0; i < count; i++) {
    value += alpha[i] * shares[i] - costRate * Math.abs(shares[i] - current[i]);
    for (let j = 0; j < count; j++)
      value -=
        (riskAversion / 2) *
        (shares[i] - benchmark[i]) *
        covariance[i * count + j] *
        (shares[j] - benchmark[j]);
  }
  return value;
};

/** Some assets with a factor in common, and whatever was asked of them. */
function drawn(seed: number): AllocationProblem {
  const random = createRandom(seed);
  const count = 2 + random.integer(19);
  const scale = 10 ** (-2 + 4 * random.next());
  const loads = Array.from({ length: count }, () => 0.5 + random.next());
  const covariance = Array.from({ length: count * count }, (_, at) => {
    const [i, j] = [Math.floor(at / count), at % count];
    return scale ** 2 * 0.003 * (loads[i] * loads[j] + (i === j ? 0.3 + loads[i] : 0));
  });
  const sizes = Array.from({ length: count }, () => (random.next() < 0.4 ? 0 : random.next()));
  const total = sizes.reduce((sum, one) => sum + one, 0);
  const cash = random.next() < 0.3;
  return {
    alpha: Array.from({ length: count }, () => (seed % 3 === 0 ? 0 : scale * 0.003 * random.normal())),
    covariance,
    benchmark: Array.from({ length: count }, () => (seed % 2 === 0 ? 1 / count : 0)),
    current: sizes.map((one) => (total === 0 ? 0 : ((cash ? 0.5 : 1) * one) / total)),
    cap: Math.max(1 / count, [0.15, 0.25, 1][seed % 3]),
    riskAversion: [1, 10, 30][random.integer(3)],
    costRate: [0, 0.001 * scale, 0.01 * scale][random.integer(3)],
  };
}

describe('an allocation', () => {
  it('is that of least variance where nothing is expected: by the reciprocals of uncorrelated variances', () => {
    const [first, second] = solveAllocation(problem({}), solve);
    expect([first, second]).toEqual([expect.closeTo(0.2, 6), expect.closeTo(0.8, 6)]);
  });

  it('keeps what is held where trading costs more than it brings', () => {
    const given = { alpha: [0.001, 0], current: [0.3, 0.7], benchmark: [0.3, 0.7] };
    const [kept] = solveAllocation(problem({ ...given, costRate: 0.01 }), solve);
    expect(kept).toBeCloseTo(0.3, 6);
    // Without costs the gradients are equal where 0.001 = 0.05 (w - 0.3).
    const [moved] = solveAllocation(problem(given), solve);
    expect(moved).toBeCloseTo(0.32, 6);
  });

  it('leaves in cash what the caps do not take', () => {
    const shares = solveAllocation(problem({ cap: 0.3 }), solve);
    expect([...shares]).toEqual([expect.closeTo(0.3, 9), expect.closeTo(0.3, 9)]);
  });

  it('is the same by exchanges as by HiGHS', () => {
    for (let seed = 0; seed < 40; seed++) {
      const given = drawn(seed);
      const total = Math.min(1, given.cap * given.current.length);
      const [own, exchanged] = [solveAllocation(given, solve), exchangedAllocation(given, total)];
      own.forEach((share, i) => expect(share).toBeCloseTo(exchanged[i], 3));
      expect(worth(exchanged, given)).toBeGreaterThan(worth(own, given) - 1e-6 * given.riskAversion * given.covariance[0]); // prettier-ignore
    }
  });

  it('is found for whatever units, costs and holdings, and no exchange of two assets is better', () => {
    const wrong: string[] = [];
    for (let seed = 0; seed < 400; seed++) {
      const given = drawn(seed);
      const shares = solveAllocation(given, solve);
      const sum = shares.reduce((all, one) => all + one, 0);
      const best = worth(shares, given);
      const size = given.riskAversion * given.covariance[0];
      if (Math.abs(sum - 1) > 1e-9) wrong.push(`${seed}: sum ${sum}`);
      for (let i = 0; i < shares.length; i++)
        for (let j = 0; j < shares.length; j++) {
          const other = shares.slice();
          other[i] -= 1e-3;
          other[j] += 1e-3;
          if (i === j || other[i] < 0 || other[j] > given.cap) continue;
          if (worth(other, given) > best + 1e-7 * size) wrong.push(`${seed}: ${i} for ${j}`);
        }
    }
    expect(wrong).toEqual([]);
  });
});
