import {
  conditionalCoverageTest,
  independenceTest,
  kupiecTest,
  shortfallTest,
  trafficLight,
  type TrafficLight,
} from '../../../evaluation/risk/backtests.js';
import type { TailForecasts } from './tail-forecasts.js';

/** A test speaks against forecasts where its p-value is below this. */
const significance = 0.05;

/** The days of a year, of which the Basel Committee counts breaches. */
const yearDays = 250;

/** What the tests say of the forecasts of one portfolio at one level. */
export interface Backtest {
  days: number;
  breaches: number;
  kupiec: number;
  christoffersen: number;
  conditional: number;
  /** The statistic of Acerbi & Szekely and its p-value. */
  shortfall: { z2: number; pValue: number };
  /** Of the last 250 days. */
  light: TrafficLight;
}

export function backtest(forecasts: TailForecasts, place: number): Backtest {
  const level = forecasts.levels[place];
  const days = forecasts.at(place);
  const breaches = Uint8Array.from(days.losses, (loss, day) => +(loss > days.valueAtRisk[day]));
  const shortfall = shortfallTest(days, level);
  const last = breaches.slice(-yearDays);
  const count = (list: Uint8Array) => list.reduce((sum, one) => sum + one, 0);
  return {
    days: breaches.length,
    breaches: count(breaches),
    kupiec: kupiecTest(breaches, level).pValue,
    christoffersen: independenceTest(breaches).pValue,
    conditional: conditionalCoverageTest(breaches, level).pValue,
    shortfall: { z2: shortfall.statistic, pValue: shortfall.pValue },
    light: trafficLight(count(last), last.length, level),
  };
}

/** How many of several portfolios pass each test, and what the first of them, equal weight, came to. */
export interface BacktestSummary {
  level: number;
  portfolios: number;
  /** Mean share of days with a loss above the value at risk. */
  breachRate: number;
  passed: {
    kupiec: number;
    christoffersen: number;
    conditional: number;
    shortfall: number;
    green: number;
    /** Kupiec's and Christoffersen's tests and that of the shortfall. */
    all: number;
  };
  equalWeight: Backtest;
}

export function summariseBacktests(all: readonly TailForecasts[], place: number): BacktestSummary {
  const tests = all.map((one) => backtest(one, place));
  const passing = (test: (one: Backtest) => boolean) => tests.filter(test).length;
  const good = (pValue: number) => pValue >= significance;
  return {
    level: all[0].levels[place],
    portfolios: tests.length,
    breachRate: tests.reduce((sum, { breaches, days }) => sum + breaches / days, 0) / tests.length,
    passed: {
      kupiec: passing(({ kupiec }) => good(kupiec)),
      christoffersen: passing(({ christoffersen }) => good(christoffersen)),
      conditional: passing(({ conditional }) => good(conditional)),
      shortfall: passing(({ shortfall }) => good(shortfall.pValue)),
      green: passing(({ light }) => light === 'green'),
      all: passing(
        ({ kupiec, christoffersen, shortfall }) =>
          good(kupiec) && good(christoffersen) && good(shortfall.pValue),
      ),
    },
    equalWeight: tests[0],
  };
}
