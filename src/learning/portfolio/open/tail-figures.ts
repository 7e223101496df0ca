import { totalLosses } from '../../../evaluation/risk/filtered-simulation.js';
import { tailContributions, tailsWithScenarios, type TailRisk } from '../../../evaluation/risk/tail.js';

export interface TailFigure extends TailRisk {
  level: number;
  days: number;
  /** Of each asset to the expected shortfall, in the order of the scenario. */
  contributions: Float64Array;
}

export interface SimulatedLosses {
  /** At every level and number of days ahead, the nearest first; shares of the portfolio's value. */
  figures: TailFigure[];
  /** All losses in ascending order, by the number of days ahead. */
  sorted: ReadonlyMap<number, Float64Array>;
}

/** What a portfolio loses in simulated scenarios. @param scenarios by days ahead the returns of all assets, row-major `[scenarios, assets]`. */
export function simulatedLosses(
  scenarios: ReadonlyMap<number, Float64Array>,
  weights: Float64Array,
  levels: readonly number[],
): SimulatedLosses {
  const sorted = new Map<number, Float64Array>();
  const figures = [...scenarios].flatMap(([days, returns]) => {
    const losses = totalLosses(returns, weights);
    const ascending = losses.slice().sort();
    sorted.set(days, ascending);
    return tailsWithScenarios(losses, levels, ascending).map((tail, i): TailFigure => {
      const { valueAtRisk, expectedShortfall } = tail;
      const contributions = tailContributions(tail, returns, weights);
      return { level: levels[i], days, valueAtRisk, expectedShortfall, contributions };
    });
  });
  return { figures, sorted };
}
