import type { PriceHistory } from '../../prices/price-history.js';
import { dayText } from '../../prices/price-table.js';
import type { Holding } from '../../prices/requested.js';
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

type Positions = Pick<Holding, 'weights' | 'held'>;

/** Days of the history from `first` to before `end`, and what each asset returned over them. */
interface Stretch {
  window: StressWindow;
  first: number;
  end: number;
  /** Logarithms of growth, `[assets]`. */
  growth: Float64Array;
}

/** So many of the worst days are told. */
const worst = 5;

/** The past of all assets, of which portfolios ask what they would have lost: what they share is reckoned once. */
export class PastLosses {
  /** What each asset returned on each day, as a logarithm, row-major `[days, assets]`; see {@link returnOf}. */
  private readonly returns: Float64Array;
  /** The same as a share. */
  private readonly growth: Float64Array;
  private readonly listed: readonly Listing[];
  private readonly stretches: readonly Stretch[];

  constructor(
    private readonly history: PriceHistory,
    windows: readonly StressWindow[],
  ) {
    const width = history.assets.length;
    this.listed = history.assets.map((_, asset) => listingOf(history, asset));
    this.returns = Float64Array.from(history.returns, (_, at) =>
      returnOf(history, { day: Math.floor(at / width), asset: at % width }, this.listed[at % width]),
    );
    this.growth = this.returns.map(Math.expm1);
    const days = Array.from(history.days, dayText);
    this.stretches = windows.flatMap((window) => this.stretchOf(window, days));
  }

  /** What positions of these weights would have returned on each day before `end`, as a share of the value. */
  returnsBefore(end: number, { weights, held }: Positions): Float64Array {
    const { growth } = this;
    const width = this.history.assets.length;
    // On the first day there is no return yet.
    const returns = new Float64Array(end - 1);
    for (const asset of held) {
      const weight = weights[asset];
      for (let i = 0, at = width + asset; i < returns.length; i++, at += width)
        returns[i] += weight * growth[at];
    }
    return returns;
  }

  /** Those of the named windows that lie within the days before `end`. */
  overWindows(end: number, positions: Positions): PastLoss[] {
    return this.stretches
      .filter((stretch) => stretch.end < end)
      .map((stretch) => {
        const { name, from, to } = stretch.window;
        return { name: name.en, from, to, ...this.lossOver(stretch, positions) };
      });
  }

  /** The days on which positions of these weights would have lost most. @param returns see {@link returnsBefore}. */
  worstDays(returns: Float64Array, positions: Positions): PastLoss[] {
    return lowest(returns, worst).map((at, rank) => {
      const day = at + 1;
      const date = dayText(this.history.days[day]);
      const growth = this.growthOver(day, day + 1);
      const past = this.lossOver({ first: day, end: day + 1, growth }, positions);
      return { name: `worst day ${rank + 1}`, from: date, to: date, ...past };
    });
  }

  /** Nothing of a window that began before the first price, or is not over yet: it cannot be told. */
  private stretchOf(window: StressWindow, days: readonly string[]): Stretch[] {
    const first = days.findIndex((day) => day >= window.from);
    const end = days.findIndex((day) => day > window.to);
    if (first < 1 || end <= first) return [];
    return [{ window, first, end, growth: this.growthOver(first, end) }];
  }

  private growthOver(first: number, end: number): Float64Array {
    const width = this.history.assets.length;
    return Float64Array.from(this.history.assets, (_, asset) => {
      let sum = 0;
      for (let day = first; day < end; day++) sum += this.returns[day * width + asset];
      return sum;
    });
  }

  private lossOver({ first, end, growth }: Omit<Stretch, 'window'>, { weights, held }: Positions) {
    const loss = held.reduce((sum, asset) => sum - weights[asset] * Math.expm1(growth[asset]), 0);
    const isStoodIn = (asset: number) => first < this.listed[asset].first || end > this.listed[asset].end;
    return { loss, stoodIn: held.filter(isStoodIn) };
  }
}

/** Days from the first to behind the last known return of an asset. */
interface Listing {
  first: number;
  end: number;
}

function listingOf({ returns, assets, days }: PriceHistory, asset: number): Listing {
  let [first, end] = [days.length, 0];
  for (let day = 0; day < days.length; day++) {
    if (Number.isNaN(returns[day * assets.length + asset])) continue;
    first = Math.min(first, day);
    end = day + 1;
  }
  return { first, end };
}

/**
 * What an asset returned on a day: that of the market before it was listed and after it ended. On a day without a price in between it is
 * nothing, for the next return holds the whole move.
 */
function returnOf(
  { returns, market, assets }: PriceHistory,
  { day, asset }: { day: number; asset: number },
  { first, end }: Listing,
): number {
  const own = returns[day * assets.length + asset];
  if (!Number.isNaN(own)) return own;
  return day < first || day >= end ? market[day] || 0 : 0;
}

/** The places of the lowest values, the lowest first; of equal ones the earlier first. */
function lowest(values: Float64Array, count: number): number[] {
  const places: number[] = [];
  values.forEach((value, at) => {
    if (places.length === count && !(value < values[places[count - 1]])) return;
    const before = places.findIndex((other) => value < values[other]);
    places.splice(before < 0 ? places.length : before, 0, at);
    if (places.length > count) places.pop();
  });
  return places;
}
