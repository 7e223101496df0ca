import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../core/random.js';
import { ewmaVariances, fitGarch, garchVariances, targetedVariances } from './conditional-variance.js';
import { minimise } from './minimise.js';

/** As in test/reference/risk.py: GARCH(1,1) with omega 0.05, alpha 0.1 and beta 0.85. */
function garchReturns(count: number): Float64Array {
  let state = 77;
  const uniform = () => (state = (state * 16807) % 2147483647) / 2147483647;
  let variance = 0.05 / (1 - 0.95);
  return Float64Array.from({ length: count }, () => {
    let z = 0;
    for (let i = 0; i < 12; i++) z += uniform();
    const value = Math.sqrt(variance) * (z - 6);
    variance = 0.05 + 0.1 * value ** 2 + 0.85 * variance;
    return value;
  });
}

describe('GARCH(1,1)', () => {
  const returns = garchReturns(2000);

  it('is found where scipy finds it', () => {
    expect(returns[0]).toBeCloseTo(-0.79346759, 8);
    const { omega, alpha, beta } = fitGarch(returns);
    expect(omega).toBeCloseTo(0.06528007, 4);
    expect(alpha).toBeCloseTo(0.09166468, 4);
    expect(beta).toBeCloseTo(0.83174176, 4);
  });

  it.each([1e-6, 0.01, 100, 1e6])('does not depend on the unit: returns x %d', (unit) => {
    const [own, other] = [returns, returns.map((value) => value * unit)].map((values) => fitGarch(values));
    expect(other.alpha).toBeCloseTo(own.alpha, 6);
    expect(other.beta).toBeCloseTo(own.beta, 6);
    expect(other.omega / unit ** 2).toBeCloseTo(own.omega, 6);
  });

  it('stays near the variance of returns that come in no clusters', () => {
    const random = createRandom(4);
    const steady = Float64Array.from({ length: 700 }, () => 0.01 * random.normal());
    const variances = garchVariances(steady, fitGarch(steady));
    expect(Math.abs(Math.sqrt(variances[700]) / 0.01 - 1)).toBeLessThan(0.2);
  });

  it('copes with few returns, gaps and a price that never moves', () => {
    for (const values of [[0.01], [0, 0, 0], [NaN, 0.02, NaN], garchReturns(99)]) {
      const garch = fitGarch(values);
      const variances = garchVariances(values, garch);
      expect(variances.every((one) => Number.isFinite(one) && one > 0)).toBe(true);
      expect(garch.alpha + garch.beta).toBeLessThan(1);
    }
    expect(() => fitGarch([])).toThrow('returns');
  });

  it('forecasts each variance from what was before it alone', () => {
    const garch = fitGarch(returns);
    const whole = garchVariances(returns, garch);
    expect(garchVariances(returns.slice(0, 50), garch)).toEqual(whole.slice(0, 51));
  });
});

describe('variances with a target', () => {
  it('come near those of the GARCH whose level they had to find', () => {
    const returns = garchReturns(2000);
    const found = targetedVariances(returns, { alpha: 0.1, beta: 0.85 });
    const known = garchVariances(returns, { omega: 0.05, alpha: 0.1, beta: 0.85, first: 1 });
    for (let t = 500; t <= 2000; t++) expect(Math.abs(Math.log(found[t] / known[t]))).toBeLessThan(0.15);
    expect(targetedVariances(returns.slice(0, 600), { alpha: 0.1, beta: 0.85 })[600]).toBe(found[600]);
  });
});

describe('exponentially weighted variances', () => {
  it('are the recursion of RiskMetrics', () => {
    const variances = ewmaVariances([1, 2, 3], 0.9);
    const first = 14 / 3;
    expect(variances[0]).toBeCloseTo(first, 12);
    expect(variances[3]).toBeCloseTo(0.9 * (0.9 * (0.9 * first + 0.1) + 0.4) + 0.9, 12);
  });

  it('stay as they are over an unknown return', () => {
    const variances = ewmaVariances([1, NaN, 2]);
    expect(variances[2]).toBe(variances[1]);
  });
});

describe('the simplex search', () => {
  it("finds the bottom of Rosenbrock's valley", () => {
    const { at } = minimise(([x, y]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2, [-1.2, 1], {
      tolerance: 1e-14,
    });
    expect(at[0]).toBeCloseTo(1, 5);
    expect(at[1]).toBeCloseTo(1, 5);
  });

  it('keeps away from points that are impossible', () => {
    const { at } = minimise(([x]) => (x < 2 ? Infinity : x), [5], { step: 1 });
    expect(at[0]).toBeCloseTo(2, 4);
  });
});
