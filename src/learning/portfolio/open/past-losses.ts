import type { PriceHistory } from '../../prices/price-history.js';
import { dayText } from '../../prices/price-table.js';
import type { StressWindow } from '../options.js';

/** What positions would have lost, with the market in place of assets that had no price. */
export interface PastLoss {
  name: string;
  from: string;
  to: string;
  /** Share of the value. */
  loss: number;
  /** Places of the assets that the market stands for. */
  stoodIn: number[];
}

/** So many of the worst days are told. */
const worst = 5;

/** What an asset returned on a day; the market where that is not known. */
function returnOf({ returns, market, assets }: PriceHistory, day: number, asset: number): number {
  const own = returns[day * assets.length + asset];
  return Number.isNaN(own) ? market[day] || 0 : own;
}

/** What positions of these weights would have returned on each day before `end`, as a share of the value. */
export function pastReturns(
  history: PriceHistory,
  { weights, held }: { weights: Float64Array; held: readonly number[] },
  end: number,
): Float64Array {
  // On the first day there is no return yet.
  return Float64Array.from({ length: end - 1 }, (_, i) =>
    held.reduce((sum, asset) => sum + weights[asset] * Math.expm1(returnOf(history, i + 1, asset)), 0),
  );
}

interface Holding {
  weights: Float64Array;
  held: readonly number[];
}

/** Named windows that lie within the days before `end`. */
export function windowLosses(
  history: PriceHistory,
  holding: Holding,
  { windows, end }: { windows: readonly StressWindow[]; end: number },
): PastLoss[] {
  const days = Array.from(history.days.subarray(0, end), dayText);
  return windows.flatMap(({ name, from, to }) => {
    const first = days.findIndex((day) => day >= from);
    const after = days.findIndex((day) => day > to);
    // A window that began before the first price, or is not over yet, cannot be told.
    if (first < 1 || after < 0 || after <= first) return [];
    return [{ name: name.en, from, to, ...lossOver(history, holding, { first, end: after }) }];
  });
}

function lossOver(history: PriceHistory, { weights, held }: Holding, range: { first: number; end: number }) {
  const stoodIn: number[] = [];
  let loss = 0;
  for (const asset of held) {
    let [sum, absent] = [0, false];
    for (let day = range.first; day < range.end; day++) {
      sum += returnOf(history, day, asset);
      absent ||= Number.isNaN(history.returns[day * history.assets.length + asset]);
    }
    if (absent) stoodIn.push(asset);
    loss -= weights[asset] * Math.expm1(sum);
  }
  return { loss, stoodIn };
}

/** The days on which positions of these weights would have lost most. @param returns see {@link pastReturns}. */
export function worstDays(history: PriceHistory, holding: Holding, returns: Float64Array): PastLoss[] {
  const order = [...returns.keys()].sort((a, b) => returns[a] - returns[b] || a - b).slice(0, worst);
  return order.map((at, rank) => {
    const day = at + 1;
    const date = dayText(history.days[day]);
    const past = lossOver(history, holding, { first: day, end: day + 1 });
    return { name: `worst day ${rank + 1}`, from: date, to: date, ...past };
  });
}
