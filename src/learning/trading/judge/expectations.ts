import { quantileOfSorted } from '../../../evaluation/statistics/quantile.js';
import { normalQuantile } from '../../../core/normal-quantile.js';
import type { MarketView, TradingModel } from '../trading-model.js';
import type { Walk } from '../walk/walk-forward.js';

/** What shares are expected to return until the next rebalancing, as a share of the value, before costs, and how far that spreads. */
export interface Expectation {
  gross: number;
  volatility: number;
}

/** @param shares of all assets; those that may not be bought are expected nothing of. */
export function expectationOf(
  { assets, alpha, covariance, drift }: MarketView,
  shares: ArrayLike<number>,
): Expectation {
  const count = assets.length;
  let [gross, variance] = [0, 0];
  assets.forEach((asset, i) => {
    gross += shares[asset] * (drift + alpha[i]);
    assets.forEach((other, j) => (variance += shares[asset] * shares[other] * covariance[i * count + j]));
  });
  return { gross, volatility: Math.sqrt(variance) };
}

/** Between which deviations from what was expected 90 % of periods lay, in forecast standard deviations. */
export interface ResidualRange {
  lower: number;
  upper: number;
}

const coverage = 0.9;

/** Fewer periods say nothing of a tail; a normal distribution stands in. */
const leastPeriods = 20;

export function residualRange(model: TradingModel, walk: Walk | undefined): ResidualRange {
  const residuals = walk ? residualsOf(model, walk).sort() : new Float64Array();
  if (residuals.length < leastPeriods) {
    const upper = normalQuantile((1 + coverage) / 2);
    return { lower: -upper, upper };
  }
  return {
    lower: quantileOfSorted(residuals, (1 - coverage) / 2),
    upper: quantileOfSorted(residuals, (1 + coverage) / 2),
  };
}

/** Of each period what it returned less what was expected when it was decided on, in forecast standard deviations. */
export function residualsOf(model: TradingModel, { decisions, targets, returns, costs }: Walk): Float64Array {
  return returns.map((value, i) => {
    const { gross, volatility } = expectationOf(model.on(decisions[i].day), targets[i]);
    return volatility > 0 ? (value - (gross - costs[i])) / volatility : 0;
  });
}

/** The share of periods that lay within the range. */
export function shareWithin(residuals: Float64Array, { lower, upper }: ResidualRange): number {
  return residuals.filter((value) => value >= lower && value <= upper).length / residuals.length;
}
