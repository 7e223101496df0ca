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
  /** Growth of each asset on each day as a share, row-major `[days, assets]`; that of the market where it is not known. */
  private readonly growth: Float64Array;
  private readonly stretches: readonly Stretch[];

  constructor(
    private readonly history: PriceHistory,
    windows: readonly StressWindow[],
  ) {
    const { assets } = history;
    this.growth = Float64Array.from(history.returns, (_, at) =>
      Math.expm1(returnOf(history, Math.floor(at / assets.length), at % assets.length)),
    );
    const days = Array.from(history.days, dayText);
    this.stretches = windows.flatMap((window) => stretchOf(window, days, history));
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
      const growth = growthOver(this.history, day, day + 1);
      const past = this.lossOver({ first: day, end: day + 1, growth }, positions);
      return { name: `worst day ${rank + 1}`, from: date, to: date, ...past };
    });
  }

  private lossOver({ first, end, growth }: Omit<Stretch, 'window'>, { weights, held }: Positions) {
    const loss = held.reduce((sum, asset) => sum - weights[asset] * Math.expm1(growth[asset]), 0);
    return { loss, stoodIn: held.filter((asset) => isAbsent(this.history, asset, { first, end })) };
  }
}

/** What an asset returned on a day, as a logarithm; the market where that is not known. */
function returnOf({ returns, market, assets }: PriceHistory, day: number, asset: number): number {
  const own = returns[day * assets.length + asset];
  return Number.isNaN(own) ? market[day] || 0 : own;
}

/** Nothing of a window that began before the first price, or is not over yet: it cannot be told. */
function stretchOf(window: StressWindow, days: readonly string[], history: PriceHistory): Stretch[] {
  const first = days.findIndex((day) => day >= window.from);
  const end = days.findIndex((day) => day > window.to);
  if (first < 1 || end <= first) return [];
  return [{ window, first, end, growth: growthOver(history, first, end) }];
}

function growthOver(history: PriceHistory, first: number, end: number): Float64Array {
  return Float64Array.from(history.assets, (_, asset) => {
    let sum = 0;
    for (let day = first; day < end; day++) sum += returnOf(history, day, asset);
    return sum;
  });
}

function isAbsent(
  { returns, assets }: PriceHistory,
  asset: number,
  { first, end }: Pick<Stretch, 'first' | 'end'>,
): boolean {
  for (let day = first; day < end; day++) if (Number.isNaN(returns[day * assets.length + asset])) return true;
  return false;
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
