import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../core/random.js';
import { computeMetrics } from './index.js';

describe('the PHM score', () => {
  it('is what the formula of Saxena et al. (2008) gives by hand', () => {
    // d = +10: e^1 - 1 = 1.718281828; d = -13: e^1 - 1; d = +5: e^0.5 - 1 = 0.648721271; d = -26: e^2 - 1 = 6.389056099.
    const actual = [100, 100, 20, 50, 7];
    const predicted = [110, 87, 25, 24, 7];
    const { phm_score: score } = computeMetrics('remaining-life', ['phm_score'], { actual, predicted });
    expect(score).toBeCloseTo(2 * 1.718281828 + 0.648721271 + 6.389056099, 7);
  });
});

describe('metrics of forecasts', () => {
  const given = {
    horizons: 2,
    actual: [10, 20, 40, NaN],
    predicted: [12, 16, 40, 7],
    interval: { coverage: 0.9, lower: [11, 10, 30, 0], upper: [20, 30, 50, 9] },
    naiveError: 4,
  };

  it('are means over the horizons that are known, worked out by hand', () => {
    const found = computeMetrics(
      'forecast',
      ['mae', 'mse', 'rmse', 'mape', 'mase', 'coverage', 'pinball'],
      given,
    );
    expect(found.mae).toBeCloseTo((2 + 4 + 0) / 3, 12);
    expect(found.mse).toBeCloseTo((4 + 16 + 0) / 3, 12);
    expect(found.rmse).toBeCloseTo(Math.sqrt(20 / 3), 12);
    expect(found.mape).toBeCloseTo((20 + 20 + 0) / 3, 12);
    expect(found.mase).toBeCloseTo(0.5, 12);
    expect(found.coverage).toBeCloseTo(2 / 3, 12);
    // Levels 0.05 and 0.95: (0.95·1 + 0.05·10)/2, (0.05·10 + 0.05·10)/2, (0.05·10 + 0.05·10)/2.
    expect(found.pinball).toBeCloseTo((0.725 + 0.5 + 0.5) / 3, 12);
  });

  it('count each known horizon of a row with the weight of the row', () => {
    const { mae } = computeMetrics('forecast', ['mae'], { ...given, weights: [1, 3] });
    expect(mae).toBeCloseTo((2 + 4 + 3 * 0) / (2 + 3), 12);
  });

  it('are not defined without intervals or the naive error', () => {
    const plain = { horizons: 1, actual: [0], predicted: [1] };
    const found = computeMetrics('forecast', ['mape', 'mase', 'coverage', 'pinball'], plain);
    expect(Object.values(found).every(Number.isNaN)).toBe(true);
  });

  it('refuse rows of different lengths and infinite values', () => {
    expect(() => computeMetrics('forecast', ['mae'], { ...given, horizons: 3 })).toThrow(/rows/);
    expect(() => computeMetrics('forecast', ['mae'], { ...given, actual: [1, 2, Infinity, 4] })).toThrow(
      /actual/,
    );
  });
});

describe('metrics of the tail of losses', () => {
  const given = { levels: [0.99], valueAtRisk: [2, 2], expectedShortfall: [3, 3], actual: [1, 5] };

  it('are what their formulas give by hand', () => {
    const { fz_loss: loss, quantile_loss: pinball } = computeMetrics(
      'tail-risk',
      ['fz_loss', 'quantile_loss'],
      given,
    );
    // test/reference/risk.py
    expect(loss).toBeCloseTo((0.7652789553347765 + 100.76527895533478) / 2, 9);
    expect(pinball).toBeCloseTo((0.01 * 1 + 0.99 * 3) / 2, 12);
  });

  it('are least for the right forecast', () => {
    const random = createRandom(2);
    const actual = Float64Array.from({ length: 20_000 }, () => random.normal());
    const lossOf = (valueAtRisk: number, expectedShortfall: number) =>
      computeMetrics('tail-risk', ['fz_loss'], {
        levels: [0.95],
        actual,
        valueAtRisk: actual.map(() => valueAtRisk),
        expectedShortfall: actual.map(() => expectedShortfall),
      }).fz_loss;
    const best = lossOf(1.645, 2.063);
    for (const [first, second] of [
      [1.4, 2.063],
      [1.9, 2.063],
      [1.645, 1.85],
      [1.645, 2.3],
    ])
      // prettier-ignore
      expect(lossOf(first, second)).toBeGreaterThan(best);
  });

  it('refuse a shortfall that is none', () => {
    expect(() => computeMetrics('tail-risk', ['fz_loss'], { ...given, expectedShortfall: [3, 0] })).toThrow(
      /expectedShortfall/,
    );
  });
});

describe('metrics of the returns of positions', () => {
  const returns = [0.02, -0.01, 0.03, 0.015, -0.04, 0.005, 0.012, -0.008, 0.025, 0.001, -0.015, 0.03];
  const given = { returns, equalWeight: returns.map((one) => one - 0.001), periodsPerYear: 12 };

  it('are the ratio that numpy gives, and percentage points of a year', () => {
    const { sharpe, active_return: active } = computeMetrics(
      'portfolio-returns',
      ['sharpe', 'active_return'],
      given,
    );
    expect(sharpe).toBeCloseTo(0.8929738686044885, 12);
    expect(active).toBeCloseTo(1.2, 12);
  });

  it('count a period as often as its weight, and need returns that differ', () => {
    const of = (more: object) =>
      computeMetrics('portfolio-returns', ['sharpe'], { ...given, ...more }).sharpe;
    const twice = [...returns, ...returns];
    expect(of({ weights: returns.map(() => 2) })).toBeCloseTo(of({ returns: twice, equalWeight: twice }) ?? NaN, 12); // prettier-ignore
    expect(of({ returns: returns.map(() => 0.01) })).toBeNaN();
  });
});
