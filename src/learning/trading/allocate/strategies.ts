import { costRate } from '../options.js';
import type { MarketView, TradingModel } from '../trading-model.js';
import { featureNames, featuresOn } from '../signal/features.js';
import { solveAllocation } from './programme.js';

/** Rules that need no forecast, beside the network's allocation. */
export const ruleNames = ['equal-weight', 'minimum-variance', 'momentum'] as const;

export type RuleName = (typeof ruleNames)[number];

/** A rule, or the network's forecasts with a risk aversion. */
export type StrategyName = RuleName | `network-${number}`;

/** The strategies between which the days before those held out choose. */
export function strategyNames({ riskAversion }: { riskAversion: readonly number[] }): StrategyName[] {
  return [...ruleNames, ...riskAversion.map((one) => `network-${one}` as const)];
}

/**
 * Shares to hold of every asset after what is known of a day, 0 for those that may not be bought; they add up to 1, or to less where caps or missing
 * assets do not allow for it.
 * @param weights what is held then.
 */
export type Strategy = (day: number, weights: Float64Array) => Float64Array;

export function strategyOf(name: StrategyName, model: TradingModel): Strategy {
  const sharesOf = sharesBy(name, model);
  return (day, weights) => {
    const view = model.on(day);
    const shares = new Float64Array(weights.length);
    if (view.assets.length === 0) return shares;
    const current = Float64Array.from(view.assets, (asset) => weights[asset]);
    sharesOf(view, current).forEach((share, i) => (shares[view.assets[i]] = share));
    return shares;
  };
}

type Shares = (view: MarketView, current: Float64Array) => Float64Array;

function sharesBy(name: StrategyName, model: TradingModel): Shares {
  switch (name) {
    case 'equal-weight':
      return ({ assets }) => new Float64Array(assets.length).fill(1 / assets.length);
    case 'minimum-variance':
      return (view, current) => leastVariance(view, current, model);
    case 'momentum':
      return (view) => bestHalf(view, model);
    default: {
      const riskAversion = Number(name.slice('network-'.length));
      return (view, current) => byForecasts(view, current, { model, riskAversion });
    }
  }
}

function leastVariance({ assets, covariance }: MarketView, current: Float64Array, model: TradingModel) {
  const none = new Float64Array(assets.length);
  const { cap } = model.options;
  const problem = { alpha: none, covariance, benchmark: none, current, cap, riskAversion: 1, costRate: 0 };
  return solveAllocation(problem, model.solve);
}

/** Equal shares of the better half by what they gained in the year before the last month (Jegadeesh & Titman, 1993). */
function bestHalf({ day, assets }: MarketView, { paths }: TradingModel): Float64Array {
  const features = featuresOn(paths, day, assets);
  const gained = assets.map((_, i) => features[i * featureNames.length]);
  const order = [...assets.keys()].sort((a, b) => gained[b] - gained[a] || a - b);
  const half = Math.ceil(assets.length / 2);
  const shares = new Float64Array(assets.length);
  for (const i of order.slice(0, half)) shares[i] = 1 / half;
  return shares;
}

/** Away from equal weight as far as forecasts, their risk and the costs say: without skill it is equal weight, traded only where that pays. */
function byForecasts(
  { assets, covariance, alpha }: MarketView,
  current: Float64Array,
  { model, riskAversion }: { model: TradingModel; riskAversion: number },
): Float64Array {
  const { options, solve } = model;
  const benchmark = new Float64Array(assets.length).fill(1 / assets.length);
  const rate = costRate(options);
  const { cap } = options;
  return solveAllocation({ alpha, covariance, benchmark, current, cap, riskAversion, costRate: rate }, solve);
}
