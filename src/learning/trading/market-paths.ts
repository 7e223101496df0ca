import type { PriceHistory } from '../prices/price-history.js';
import { endedDays, staleDays, warmUp } from './options.js';

/** Sums over the days up to and with each day, `[days + 1]`: the first is 0. */
function running(count: number, valueAt: (day: number) => number): Float64Array {
  const sums = new Float64Array(count + 1);
  for (let day = 0; day < count; day++) sums[day + 1] = sums[day] + valueAt(day);
  return sums;
}

/** The past of one asset, in sums: a day without a price counts as one without a move. */
export interface AssetPath {
  /** Logarithm of the price over the first one, after each day; NaN before it is listed. */
  level: Float64Array;
  /** Returns known up to and with each day. */
  known: Int32Array;
  /** The last day up to each one that had a price; -1 without one. */
  seen: Int32Array;
  squares: Float64Array;
  falls: Float64Array;
  /** Products with the returns of the market. */
  products: Float64Array;
}

/** What prices say day by day. All of it is about days up to the one that is asked about. */
export class MarketPaths {
  readonly width: number;
  readonly assets: AssetPath[];
  /** Sums of the market's squares, see {@link running}. */
  readonly marketSquares: Float64Array;

  constructor(readonly history: PriceHistory) {
    const { days, market } = history;
    this.width = history.assets.length;
    this.marketSquares = running(days.length, (day) => (market[day] || 0) ** 2);
    this.assets = history.assets.map((_, asset) => this.pathOf(asset));
  }

  get days(): number {
    return this.history.days.length;
  }

  /** The simple return of an asset on a day; 0 where it has none. */
  growth(day: number, asset: number): number {
    return Math.expm1(this.history.returns[day * this.width + asset] || 0);
  }

  hasPrice(day: number, asset: number): boolean {
    return this.assets[asset].seen[day] === day;
  }

  /** Whether an asset may be bought on what is known after a day: it has a year of returns, and a price of late. */
  isEligible(day: number, asset: number): boolean {
    const { known, seen } = this.assets[asset];
    return known[day] >= warmUp && day - seen[day] <= staleDays;
  }

  /** Places of the assets that may be bought. */
  eligibleOn(day: number): number[] {
    return this.history.assets.flatMap((_, asset) => (this.isEligible(day, asset) ? [asset] : []));
  }

  /** Whether the prices of an asset are given up on a day: it had some, and has none any more. */
  endsOn(day: number, asset: number): boolean {
    const { seen } = this.assets[asset];
    return seen[day] >= 0 && day - seen[day] === endedDays;
  }

  private pathOf(asset: number): AssetPath {
    const { returns, market, days } = this.history;
    const count = days.length;
    const own = Float64Array.from({ length: count }, (_, day) => returns[day * this.width + asset]);
    const level = new Float64Array(count).fill(NaN);
    const known = new Int32Array(count);
    const seen = new Int32Array(count).fill(-1);
    let [sum, number, last] = [0, 0, -1];
    own.forEach((value, day) => {
      if (!Number.isNaN(value)) [sum, number, last] = [sum + value, number + 1, day];
      known[day] = number;
      seen[day] = last;
      if (number > 0) level[day] = sum;
    });
    return {
      level,
      known,
      seen,
      squares: running(count, (day) => (own[day] || 0) ** 2),
      falls: running(count, (day) => Math.min(0, own[day] || 0) ** 2),
      products: running(count, (day) => (own[day] || 0) * (market[day] || 0)),
    };
  }
}
