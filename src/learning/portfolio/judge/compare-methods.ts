import type { PriceHistory } from '../../prices/price-history.js';
import type { RiskOptions } from '../options.js';
import type { RiskModel } from '../risk-model.js';
import { driverNames, type DriverName } from '../volatility/forecasts.js';
import { summariseBacktests, type BacktestSummary } from './backtest.js';
import { filteredForecasts, simulatedForecasts, type DayRange } from './filtered-method.js';
import { portfolioReturns, testPortfolios } from './portfolios.js';
import { simpleForecasts, simpleMethods, type SimpleMethod } from './simple-methods.js';
import type { TailForecasts } from './tail-forecasts.js';

/** Filtered simulations go by the name of what forecasts their volatilities. */
export type MethodName = SimpleMethod | `filtered-${DriverName}`;

export const methodNames: readonly MethodName[] = [
  ...driverNames.map((driver) => `filtered-${driver}` as const),
  ...simpleMethods,
];

export interface ComparedMethods {
  /** Of each method the forecasts of every portfolio, equal weight first, one day ahead. */
  oneDay: Record<MethodName, TailForecasts[]>;
  /** By the method that serves, of each other number of days ahead. */
  ahead: { days: number; forecasts: TailForecasts[] }[];
}

interface Compared {
  history: PriceHistory;
  models: Record<DriverName, RiskModel>;
  driver: DriverName;
  options: RiskOptions;
  range: DayRange;
}

/** Portfolios of many days are simulated with fewer paths than are answered from. */
const mostPaths = 1000;

/** Every method on the same days and portfolios, which hold what has a volatility of its own. */
export function compareMethods({ history, models, driver, options, range }: Compared): ComparedMethods {
  const { levels, days: horizons, paths } = options;
  const portfolios = testPortfolios(history.assets.length);
  const series = portfolios.map((portfolio) =>
    portfolioReturns(history, portfolio, (day, asset) => models[driver].isKnown(day, asset)),
  );
  const oneDay = {} as Record<MethodName, TailForecasts[]>;
  for (const name of driverNames)
    oneDay[`filtered-${name}`] = filteredForecasts(models[name], portfolios, { levels, range });
  for (const name of simpleMethods)
    oneDay[name] = series.map((returns) => simpleForecasts(name, returns, { levels, range }));
  const ahead = horizons.slice(1).map((days) => ({
    days,
    forecasts: simulatedForecasts(models[driver], portfolios, {
      levels,
      range,
      days,
      paths: Math.min(mostPaths, paths),
    }),
  }));
  return { oneDay, ahead };
}

export type BacktestTable = Record<string, BacktestSummary[]>;

/** Of each method its tests at each level. */
export function backtestTable({ oneDay }: ComparedMethods): BacktestTable {
  return Object.fromEntries(methodNames.map((name) => [name, summariesOf(oneDay[name])]));
}

/** Nothing where the days held out are fewer than the days ahead. */
export function summariesOf(forecasts: readonly TailForecasts[]): BacktestSummary[] {
  const [{ levels, actual }] = forecasts;
  return actual.length === 0 ? [] : levels.map((_, place) => summariseBacktests(forecasts, place));
}
