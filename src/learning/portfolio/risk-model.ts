import type { Garch } from '../../evaluation/risk/conditional-variance.js';
import type { ResidualWindow } from '../../evaluation/risk/filtered-simulation.js';
import { quantileOfSorted } from '../../evaluation/statistics/quantile.js';
import type { PriceHistory } from '../prices/price-history.js';
import { leastWindow } from './options.js';
import type { Dynamics } from './volatility/examples.js';
import { asCorrelatedNow, commonMoves, type CommonMoves } from './volatility/common-moves.js';
import { firstResidualDay, standardisedResiduals } from './volatility/residuals.js';

/** The share of the assets whose volatility is below the one that is taken for an asset without a past: a newcomer is rather restless. */
const newcomer = 0.75;

interface RiskModelParts {
  history: PriceHistory;
  /** Row-major `[days + 1, assets]`, see `Volatilities`. */
  volatilities: Float64Array;
  dynamics: Dynamics;
  window: number;
}

/** Everything that the losses of a portfolio on any day are forecast from. Day t is forecast from what was before it. */
export class RiskModel {
  readonly history: PriceHistory;
  private readonly residuals: Float64Array;
  private readonly common: CommonMoves;
  private readonly known: Int32Array;
  /** The first day that has enough past to be forecast. */
  readonly firstDay: number;

  constructor(private readonly parts: RiskModelParts) {
    this.history = parts.history;
    this.known = knownBefore(parts.history);
    this.residuals = standardisedResiduals(parts.history, parts.volatilities);
    this.common = commonMoves(this.residuals, this.width);
    this.firstDay = firstResidualDay(this.residuals, this.width) + leastWindow;
  }

  get width(): number {
    return this.history.assets.length;
  }

  /** Whether the asset has a volatility of its own on a day. */
  isKnown(day: number, asset: number): boolean {
    return !Number.isNaN(this.parts.volatilities[day * this.width + asset]);
  }

  /** Forecasts for a day, of every asset: what has no past of its own goes by the others. */
  volatilitiesOn(day: number): Float64Array {
    const own = this.parts.volatilities.slice(day * this.width, (day + 1) * this.width);
    const known = own.filter((value) => !Number.isNaN(value)).sort();
    const other = quantileOfSorted(known, newcomer);
    return own.map((value) => (Number.isNaN(value) ? other : value));
  }

  /** The days before `day` as scenarios, with as much in common as there is now. */
  windowBefore(day: number): ResidualWindow {
    const { width } = this;
    const scenarios = this.scenariosOn(day);
    const first = day - scenarios;
    return {
      residuals: asCorrelatedNow(this.residuals, this.common, { first, day, width }),
      scenarios,
      assets: width,
    };
  }

  /** How many days before `day` are scenarios of it. */
  scenariosOn(day: number): number {
    return Math.min(this.parts.window, day - this.firstDay + leastWindow);
  }

  /** How the variances of a day go on: towards the mean square of all returns before it. */
  dynamicsOn(day: number): Garch[] {
    const volatilities = this.volatilitiesOn(day);
    return this.parts.dynamics.assets.map(({ alpha, beta }, asset) => {
      const target = this.isKnown(day, asset) ? this.meanSquareBefore(day, asset) : volatilities[asset] ** 2;
      return { alpha, beta, omega: (1 - alpha - beta) * target };
    });
  }

  /** How many returns of an asset are known before a day. */
  knownReturns(day: number, asset: number): number {
    return this.known[day * this.width + asset];
  }

  private meanSquareBefore(day: number, asset: number): number {
    const { returns } = this.history;
    let sum = 0;
    for (let at = asset; at < day * this.width; at += this.width) sum += returns[at] ** 2 || 0;
    return sum / Math.max(1, this.knownReturns(day, asset));
  }
}

/** Of each day and asset how many returns were known before it, row-major `[days + 1, assets]`. */
function knownBefore({ returns, days, assets }: PriceHistory): Int32Array {
  const width = assets.length;
  const known = new Int32Array((days.length + 1) * width);
  for (let at = 0; at < returns.length; at++)
    known[at + width] = known[at] + Number(!Number.isNaN(returns[at]));
  return known;
}
