import { strategyOf, type StrategyName } from '../allocate/strategies.js';
import { costRate } from '../options.js';
import type { TradingModel } from '../trading-model.js';
import { indexWalk, walkForward, type Walk } from '../walk/walk-forward.js';

export interface DayRange {
  first: number;
  end: number;
}

/** A strategy on the rebalancings of some days, bought from cash at the first of them; undefined where there are too few. */
export function walkOf(name: StrategyName, model: TradingModel, { first, end }: DayRange): Walk | undefined {
  const decisions = model.decisions(first, end);
  if (decisions.length < 2) return undefined;
  const { delistingLoss } = model.options;
  const options = { costRate: costRate(model.options), delistingLoss };
  return walkForward(model.paths, decisions, strategyOf(name, model), options);
}

/** The index over the same days. */
export function indexOf({ paths, options }: TradingModel, { decisions }: Pick<Walk, 'decisions'>) {
  return indexWalk(paths, decisions, costRate(options));
}
