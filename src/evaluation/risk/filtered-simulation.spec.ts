import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../core/random.js';
import { nextDayReturns, simulatedReturns, totalLosses, type ResidualWindow } from './filtered-simulation.js';
import { tailOf } from './tail.js';

const random = createRandom(3);
/** Two assets that move as one, and one for itself. */
const residuals = Float64Array.from({ length: 2000 }, () => 0);
for (let row = 0; row < 500; row++) {
  const common = random.normal();
  residuals.set([common, common, random.normal(), random.normal()], 4 * row);
}
const window: ResidualWindow = { residuals, scenarios: 500, assets: 4 };
const steady = { omega: 1e-4, alpha: 0, beta: 0 };

describe('filtered historical simulation', () => {
  it('gives the days of the past at the volatility of today', () => {
    const returns = nextDayReturns(window, [0.01, 0.02, 0.03, 0.04]);
    expect(returns[5]).toBeCloseTo(Math.expm1(0.02 * residuals[5]), 12);
    const [first, second] = [returns[0], returns[1]].map(Math.log1p);
    expect(second).toBeCloseTo(2 * first, 12);
  });

  it('draws the same paths from the same seed, and others from another', () => {
    const paths = (seed: number) =>
      simulatedReturns(window, {
        volatilities: [0.01, 0.01, 0.01, 0.01],
        dynamics: [steady, steady, steady, steady],
        days: 10,
        paths: 50,
        random: createRandom(seed),
      });
    expect(paths(1)).toEqual(paths(1));
    expect(paths(1)).not.toEqual(paths(2));
    const drawn = paths(1);
    for (let path = 0; path < 50; path++) expect(drawn[4 * path]).toBe(drawn[4 * path + 1]);
  });

  it('widens with the root of time where variances stay, and less where today is an upset', () => {
    const lossOf = (volatility: number, alpha: number, beta: number) => {
      const garch = { omega: (1 - alpha - beta) * 1e-4, alpha, beta };
      const returns = simulatedReturns(window, {
        volatilities: [0, 0, volatility, 0],
        dynamics: [steady, steady, garch, steady],
        days: 10,
        paths: 20_000,
        random: createRandom(4),
      });
      return tailOf(totalLosses(returns, [0, 0, 1, 0]), 0.95).valueAtRisk;
    };
    expect(lossOf(0.01, 0, 0)).toBeGreaterThan(0.9 * 0.01 * 1.645 * Math.sqrt(10));
    expect(lossOf(0.01, 0, 0)).toBeLessThan(1.1 * 0.01 * 1.645 * Math.sqrt(10));
    expect(lossOf(0.03, 0.05, 0.8)).toBeLessThan(0.8 * 0.03 * 1.645 * Math.sqrt(10));
  });

  it('adds up what each asset loses', () => {
    expect([...totalLosses(Float64Array.of(0.1, -0.2, 0, 0.5), [0.5, 0.5])]).toEqual([0.05, -0.25]);
  });
});
