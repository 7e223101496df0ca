import { portfolioLosses } from '../../../evaluation/risk/filtered-simulation.js';
import { tailContributions, tailOf, type TailRisk } from '../../../evaluation/risk/tail.js';

export interface TailFigure extends TailRisk {
  level: number;
  days: number;
  /** Of each asset to the expected shortfall, in the order of the scenario. */
  contributions: Float64Array;
}

/** The figures of a portfolio at every level and number of days ahead, the nearest first; shares of its value. */
export function tailFigures(
  scenarios: ReadonlyMap<number, Float64Array>,
  weights: Float64Array,
  levels: readonly number[],
): TailFigure[] {
  return [...scenarios].flatMap(([days, returns]) => {
    const { losses, parts } = portfolioLosses(returns, weights);
    return levels.map((level) => {
      const tail = tailOf(losses, level);
      const { valueAtRisk, expectedShortfall } = tail;
      const contributions = tailContributions(tail, parts, weights.length);
      return { level, days, valueAtRisk, expectedShortfall, contributions };
    });
  });
}
