import { beforeAll, describe, expect, it } from '@jest/globals';
import { startEngine } from '../../engine/engine.js';
import { fitVolatility, type FittedVolatility } from './fit/fit-volatility.js';
import { historyOf, knownHistory } from './histories.fixture.js';
import { kupiecTest } from '../../evaluation/risk/backtests.js';
import { filteredForecasts } from './judge/filtered-method.js';
import { testPortfolios } from './judge/portfolios.js';
import { RiskModel } from './risk-model.js';
import { forecastVolatilities, type DriverName } from './volatility/forecasts.js';

const width = 4;
const { history, volatility } = knownHistory(2200, width);
const parts = { validation: 1300, test: 1600, end: 2200 };
const spec = {
  model: { architecture: 'mlp' as const, options: { hidden: [16], dropout: 0 } },
  training: { epochs: 12, batchSize: 256, optimiser: { name: 'adamw', learningRate: 0.003 } },
};

let fitted: FittedVolatility;
beforeAll(async () => {
  await startEngine('wasm');
  fitted = await fitVolatility(spec, history, { parts, seed: 1 });
});

const forecasts = (of = history) => forecastVolatilities({ ...fitted, model: fitted.candidate.model }, of);

/** Mean size of the logarithm of a forecast over the volatility that there was, on the days held out. */
function errorOf(values: (at: number) => number): number {
  let sum = 0;
  for (let at = parts.test * width; at < parts.end * width; at++)
    sum += Math.abs(Math.log(values(at) / volatility[at]));
  return sum / ((parts.end - parts.test) * width);
}

describe('volatilities that are known', () => {
  it('are recovered by the network within 12 %, better than by what is the same every day', () => {
    const { network } = forecasts();
    const error = errorOf((at) => network.values[at]);
    const constant = errorOf((at) => 0.008 * (1 + (at % width) / 2));
    expect(error).toBeLessThan(0.12);
    expect(error).toBeLessThan(constant / 2);
  });

  it('are followed more closely than by RiskMetrics, and the tail is seen to be normal', () => {
    const { network, ewma } = forecasts();
    expect(errorOf((at) => network.values[at])).toBeLessThan(errorOf((at) => ewma.values[at]));
    const last = network.degrees.slice(parts.test * width, parts.end * width);
    expect(last.reduce((sum, one) => sum + one, 0) / last.length).toBeGreaterThan(9);
  });

  it('give a value at risk that is exceeded as often as it says', () => {
    const { values } = forecasts().network;
    const model = new RiskModel({ history, volatilities: values, dynamics: fitted.dynamics, window: 1000 });
    const range = { first: parts.test, end: parts.end };
    const [equalWeight] = filteredForecasts(model, testPortfolios(width, 0), { levels: [0.95], range });
    const { losses, valueAtRisk } = equalWeight.at(0);
    expect(
      kupiecTest(
        losses.map((loss, day) => +(loss > valueAtRisk[day])),
        0.95,
      ).pValue,
    ).toBeGreaterThan(0.05);
  });
});

describe('a forecast', () => {
  it.each(['network', 'garch', 'ewma'] satisfies DriverName[])(
    'by %s knows nothing of its day and later',
    (driver) => {
      const day = 1700;
      const returns = history.returns.slice();
      for (let at = day * width; at < returns.length; at++) returns[at] *= 5;
      const other = historyOf(returns, width);
      const [own, changed] = [history, other].map((of) => {
        const { values } = forecasts(of)[driver];
        return new RiskModel({ history: of, volatilities: values, dynamics: fitted.dynamics, window: 1000 });
      });
      expect(changed.volatilitiesOn(day)).toEqual(own.volatilitiesOn(day));
      expect(changed.windowBefore(day)).toEqual(own.windowBefore(day));
      expect(changed.dynamicsOn(day)).toEqual(own.dynamicsOn(day));
      expect(changed.volatilitiesOn(day + 1)).not.toEqual(own.volatilitiesOn(day + 1));
    },
  );

  it('does not depend on the unit of the returns: half as wild is half as wide', () => {
    const half = historyOf(
      history.returns.map((value) => value / 2),
      width,
    );
    const [own, halved] = [history, half].map((of) => forecasts(of).network.values);
    for (let at = 1500 * width; at < own.length; at += 97) expect(halved[at]).toBeCloseTo(own[at] / 2, 6);
  });

  it('of an asset without a past goes by the others, and its residuals by the market', () => {
    const returns = history.returns.slice();
    for (let at = 0; at < 2000 * width; at += width) returns[at] = NaN;
    const late = historyOf(returns, width);
    const { values } = forecasts(late).network;
    const model = new RiskModel({
      history: late,
      volatilities: values,
      dynamics: fitted.dynamics,
      window: 500,
    });
    expect(model.isKnown(2000, 0)).toBe(false);
    expect(model.knownReturns(2000, 0)).toBe(0);
    const forecast = model.volatilitiesOn(2000);
    expect(forecast[0]).toBeGreaterThanOrEqual(Math.min(...forecast.slice(1)));
    const { residuals } = model.windowBefore(2000);
    expect(residuals.every(Number.isFinite)).toBe(true);
    const own = residuals.filter((_, at) => at % width === 0);
    const square = own.reduce((sum, value) => sum + value * value, 0) / own.length;
    expect(square).toBeGreaterThan(0.7);
    expect(square).toBeLessThan(1.4);
  });
});
