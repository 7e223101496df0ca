import type { Table } from '../../tables/table.js';
import type { PriceNames } from './request-spec.js';

/** Prices of assets day by day, as returns. */
export interface PriceHistory {
  assets: readonly string[];
  /** Milliseconds since 1970 (UTC) of each day, ascending. */
  days: Float64Array;
  /**
   * Logarithm of each price over the last one before it, row-major `[days, assets]`; NaN where there is none: a move across days without a price
   * is that of the day on which there is one again.
   */
  returns: Float64Array;
  /** The same of the market `[days]`: of the index, or where it has no price the mean of the assets that have one. */
  market: Float64Array;
}

/** @param table of prices by ascending day. */
export function priceHistory(table: Table, { prices, assets }: PriceNames): PriceHistory {
  const days = Float64Array.from(table.column(prices.date) as number[]);
  const width = assets.length;
  const returns = new Float64Array(days.length * width);
  assets.forEach((asset, at) => {
    returnsOf(table.column(asset)).forEach((value, day) => (returns[day * width + at] = value));
  });
  const index = prices.market === undefined ? undefined : returnsOf(table.column(prices.market));
  const market = Float64Array.from(days, (_, day) => {
    const own = index?.[day] ?? NaN;
    return Number.isNaN(own) ? meanOf(returns.subarray(day * width, (day + 1) * width)) : own;
  });
  return { assets, days, returns, market };
}

function returnsOf(prices: readonly unknown[]): Float64Array {
  let last = NaN;
  return Float64Array.from(prices, (price) => {
    if (typeof price !== 'number') return NaN;
    const value = Math.log(price / last);
    last = price;
    return value;
  });
}

/** The mean of the numbers that are known; NaN without any. */
export function meanOf(values: ArrayLike<number>): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    sum += values[i];
    count += 1;
  }
  return sum / count;
}

/** The returns of one asset `[days]`. */
export function assetReturns({ returns, assets, days }: PriceHistory, asset: number): Float64Array {
  return Float64Array.from(days, (_, day) => returns[day * assets.length + asset]);
}
