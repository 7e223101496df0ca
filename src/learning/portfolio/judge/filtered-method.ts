import { createRandom } from '../../../core/random.js';
import {
  nextDayReturns,
  simulatedReturns,
  totalLosses,
} from '../../../evaluation/risk/filtered-simulation.js';
import { tailsOf } from '../../../evaluation/risk/tail.js';
import type { RiskModel } from '../risk-model.js';
import { heldLoss, weightsOf, type TestPortfolio } from './portfolios.js';
import { TailForecasts } from './tail-forecasts.js';

/** Days that are forecast, each from what was before it. */
export interface DayRange {
  first: number;
  end: number;
}

/** Of each portfolio the tail of every day in the range by filtered historical simulation, beside what it lost. */
export function filteredForecasts(
  model: RiskModel,
  portfolios: readonly TestPortfolio[],
  { levels, range: { first, end } }: { levels: readonly number[]; range: DayRange },
): TailForecasts[] {
  const forecasts = portfolios.map(() => new TailForecasts(levels));
  for (let day = first; day < end; day++) {
    const returns = nextDayReturns(model.windowBefore(day), model.volatilitiesOn(day));
    portfolios.forEach((portfolio, i) => {
      const weights = weightsOf(portfolio, (asset) => model.isKnown(day, asset));
      const losses = totalLosses(returns, weights);
      forecasts[i].add(
        tailsOf(losses, levels),
        heldLoss(model.history, weights, { first: day, end: day + 1 }),
      );
    });
  }
  return forecasts;
}

export interface PathsPlan {
  levels: readonly number[];
  range: DayRange;
  /** Days ahead. */
  days: number;
  paths: number;
}

/** As {@link filteredForecasts}, several days ahead by simulated paths; the stretches that are forecast do not overlap. */
export function simulatedForecasts(
  model: RiskModel,
  portfolios: readonly TestPortfolio[],
  { levels, range: { first, end }, days, paths }: PathsPlan,
): TailForecasts[] {
  const forecasts = portfolios.map(() => new TailForecasts(levels));
  for (let day = first; day + days <= end; day += days) {
    const returns = simulatedReturns(model.windowBefore(day), {
      volatilities: model.volatilitiesOn(day),
      dynamics: model.dynamicsOn(day),
      days,
      paths,
      random: createRandom(day).fork('paths'),
    });
    portfolios.forEach((portfolio, i) => {
      const weights = weightsOf(portfolio, (asset) => model.isKnown(day, asset));
      const losses = totalLosses(returns, weights);
      forecasts[i].add(
        tailsOf(losses, levels),
        heldLoss(model.history, weights, { first: day, end: day + days }),
      );
    });
  }
  return forecasts;
}
