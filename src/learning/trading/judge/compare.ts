import { strategyNames, type StrategyName } from '../allocate/strategies.js';
import { periodsPerYear, type AllocationOptions } from '../options.js';
import type { TradingModel } from '../trading-model.js';
import type { Walk } from '../walk/walk-forward.js';
import { residualsOf, shareWithin, type ResidualRange } from './expectations.js';
import { deflatedOf, figuresOf, type Deflated, type StrategyFigures, type Walked } from './figures.js';
import { indexOf, walkOf, type DayRange } from './walks.js';

/** Everything that is said of the days held out. */
export interface Comparison {
  served: StrategyName;
  walks: Map<StrategyName, Walk>;
  index: Walked;
  figures: Record<string, StrategyFigures>;
  /** The strategy of the network with the settings next to those that are declared: what changed, and what came of it. */
  stability: (StrategyFigures & { setting: string })[];
  deflated: Deflated;
  /** Share of periods whose return lay within the interval that was told; of the strategy that serves. */
  coverage: number;
}

interface Compared {
  served: StrategyName;
  range: DayRange;
  residuals: ResidualRange;
  seed: number;
}

/** Settings next to those that are declared, one changed at a time. */
export function neighbours({ cap, cost, slippage }: AllocationOptions, assets: number) {
  const smaller = Math.max(cap * 0.6, 1 / assets);
  const larger = Math.min(1, cap * 1.6);
  return [
    { setting: `cap ${rounded(smaller)}`, options: { cap: smaller } },
    { setting: `cap ${rounded(larger)}`, options: { cap: larger } },
    { setting: 'no costs', options: { cost: 0, slippage: 0 } },
    { setting: 'twice the costs', options: { cost: 2 * cost, slippage: 2 * slippage } },
  ] satisfies { setting: string; options: Partial<AllocationOptions> }[];
}

function rounded(value: number): number {
  return Number(value.toFixed(3));
}

/** Every strategy on the same days, from cash on. @returns undefined where fewer than two periods are settled. */
export function compareStrategies(model: TradingModel, compared: Compared): Comparison | undefined {
  const { served, range, residuals, seed } = compared;
  const walks = new Map<StrategyName, Walk>();
  for (const name of strategyNames(model.options)) {
    const walk = walkOf(name, model, range);
    if (walk && walk.returns.length >= 2) walks.set(name, walk);
  }
  const [equalWeight, own] = [walks.get('equal-weight'), walks.get(served)];
  if (!equalWeight || !own) return undefined;
  const perYear = periodsPerYear(model.options);
  const figures: Record<string, StrategyFigures> = {};
  for (const [name, walk] of walks)
    figures[name] = figuresOf(walk, { perYear, seed, ...(walk !== equalWeight && { equalWeight }) });
  const index = indexOf(model, own);
  figures['index'] = figuresOf(index, { perYear, seed, equalWeight });
  const near = stabilityOf(model, { ...compared, perYear });
  const trials = [...walks.values(), ...near.map(({ walk }) => walk)].filter((walk) => walk !== equalWeight);
  return {
    served,
    walks,
    index,
    figures,
    stability: near.map(({ setting, figures: of }) => ({ setting, ...of })),
    deflated: deflatedOf(own.returns, equalWeight.returns, {
      all: trials.map(({ returns }) => returns),
      earlier: model.options.earlierTrials,
    }),
    coverage: shareWithin(residualsOf(model, own), residuals),
  };
}

/** The strategy that serves, or where a rule does the network's of middle risk aversion, with other settings. */
function stabilityOf(model: TradingModel, { served, range, seed, perYear }: Compared & { perYear: number }) {
  const { riskAversion } = model.options;
  const middle = riskAversion[Math.floor(riskAversion.length / 2)];
  const name: StrategyName = served.startsWith('network-') ? served : `network-${middle}`;
  return neighbours(model.options, model.paths.width).flatMap(({ setting, options }) => {
    const other = model.with(options);
    const [walk, equalWeight] = [walkOf(name, other, range), walkOf('equal-weight', other, range)];
    if (!walk || !equalWeight) return [];
    return [
      { setting: `${name}, ${setting}`, walk, figures: figuresOf(walk, { perYear, seed, equalWeight }) },
    ];
  });
}
