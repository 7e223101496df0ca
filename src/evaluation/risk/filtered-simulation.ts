import type { Random } from '../../core/random.js';
import type { Garch } from './conditional-variance.js';

/**
 * Days of the past as what may happen next: the returns of all assets on one day, each divided by the volatility that was forecast for it.
 * The assets of a scenario are those of one day, so that they fall together as they did (filtered historical simulation: Barone-Adesi,
 * Giannopoulos & Vosper, 1999).
 */
export interface ResidualWindow {
  /** Row-major `[scenarios, assets]`, each of about mean 0 and variance 1. */
  residuals: Float64Array;
  scenarios: number;
  assets: number;
}

/**
 * What each asset returns on the next day in each scenario, as a share of its price.
 * @param volatilities forecasts of the standard deviation of its logarithmic return, by asset.
 * @returns row-major `[scenarios, assets]`
 */
export function nextDayReturns(
  { residuals, scenarios, assets }: ResidualWindow,
  volatilities: ArrayLike<number>,
): Float64Array {
  const returns = new Float64Array(residuals.length);
  for (let at = 0, scenario = 0; scenario < scenarios; scenario++)
    for (let asset = 0; asset < assets; asset++, at++)
      returns[at] = Math.expm1(volatilities[asset] * residuals[at]);
  return returns;
}

export interface PathsRequest {
  /** Of the next day, by asset. */
  volatilities: ArrayLike<number>;
  /** How the variance of each asset goes on from there. */
  dynamics: readonly Garch[];
  days: number;
  paths: number;
  random: Random;
}

/**
 * What each asset returns over several days on each path: a day of the past is drawn for each day ahead, and what happens on it moves the
 * variances of the next. Nothing is scaled by a root of time.
 * @returns row-major `[paths, assets]`, shares of the first price.
 */
export function simulatedReturns(
  { residuals, scenarios, assets }: ResidualWindow,
  { volatilities, dynamics, days, paths, random }: PathsRequest,
): Float64Array {
  const returns = new Float64Array(paths * assets);
  const [variances, sums] = [new Float64Array(assets), new Float64Array(assets)];
  for (let path = 0; path < paths; path++) {
    for (let asset = 0; asset < assets; asset++) variances[asset] = volatilities[asset] ** 2;
    sums.fill(0);
    for (let day = 0; day < days; day++) {
      const from = random.integer(scenarios) * assets;
      for (let asset = 0; asset < assets; asset++) {
        const step = Math.sqrt(variances[asset]) * residuals[from + asset];
        const { omega, alpha, beta } = dynamics[asset];
        sums[asset] += step;
        variances[asset] = omega + alpha * step * step + beta * variances[asset];
      }
    }
    for (let asset = 0; asset < assets; asset++) returns[path * assets + asset] = Math.expm1(sums[asset]);
  }
  return returns;
}

/**
 * What a portfolio loses in each scenario.
 * @param returns row-major `[scenarios, assets]`
 * @param weights share of each asset in the value of the portfolio; below 0 where it is owed.
 * @returns shares of that value; gains are below 0.
 */
export function totalLosses(returns: Float64Array, weights: ArrayLike<number>): Float64Array {
  const assets = weights.length;
  const losses = new Float64Array(returns.length / assets);
  for (let at = 0, scenario = 0; scenario < losses.length; scenario++) {
    let sum = 0;
    for (let asset = 0; asset < assets; asset++, at++) sum -= weights[asset] * returns[at];
    losses[scenario] = sum;
  }
  return losses;
}
