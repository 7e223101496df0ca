import { createRandom } from '../../../core/random.js';
import { ewmaVariances } from '../../../evaluation/risk/conditional-variance.js';
import type { PriceHistory } from '../../prices/price-history.js';

/**
 * How far an asset whose return is not known went along with the market on that day. Daily returns of large shares correlate by 0.5 to 0.7
 * with their index; the two squares add up to 1.
 */
const along = { market: 0.6, own: 0.8 };

/**
 * Returns divided by the volatility that was forecast for them, row-major `[days, assets]`, NaN before the day from which there are any. Where an
 * asset has none on a day, what the market did stands for it, with a residual of its own that is drawn from those known before.
 */
export function standardisedResiduals(
  { returns, market, assets, days }: PriceHistory,
  volatilities: Float64Array,
): Float64Array {
  const width = assets.length;
  const residuals = Float64Array.from(returns, (value, at) => value / volatilities[at]);
  const marketVariances = ewmaVariances(market);
  const random = createRandom(0).fork('residuals');
  const known: number[] = [];
  for (let day = 0; day < days.length; day++) {
    const row = residuals.subarray(day * width, (day + 1) * width);
    const earlier = known.length;
    for (const value of row) if (!Number.isNaN(value)) known.push(value);
    if (known.length === 0) continue;
    const ofMarket = Number.isNaN(market[day]) ? 0 : market[day] / Math.sqrt(marketVariances[day]);
    row.forEach((value, asset) => {
      if (!Number.isNaN(value)) return;
      const own = earlier === 0 ? random.normal() : known[random.integer(earlier)];
      row[asset] = along.market * ofMarket + along.own * own;
    });
  }
  return residuals;
}

/** The first day from which on every day has residuals. */
export function firstResidualDay(residuals: Float64Array, width: number): number {
  const found = residuals.findIndex((value) => !Number.isNaN(value));
  return found < 0 ? Infinity : Math.floor(found / width);
}
