import type { GarchShape } from '../../../evaluation/risk/conditional-variance.js';
import { assetReturns, type PriceHistory } from '../../prices/price-history.js';
import { warmUp } from '../options.js';
import { inputNames, writeInputs } from './inputs.js';
import { seriesPast, type SeriesPast } from './past.js';

/** How fast the variance of each asset and of the market forgets. */
export interface Dynamics {
  assets: GarchShape[];
  market: GarchShape;
}

/** What the past tells of every asset. */
export interface Pasts {
  assets: SeriesPast[];
  market: SeriesPast;
}

export function pastsOf(history: PriceHistory, dynamics: Dynamics): Pasts {
  return {
    assets: history.assets.map((_, at) => seriesPast(assetReturns(history, at), dynamics.assets[at])),
    market: seriesPast(history.market, dynamics.market),
  };
}

/** Forecasts of the volatility of an asset on a day, as rows that a network reads. */
export interface VolatilityExamples {
  /** Row-major `[rows, inputs]`, not yet standardised. */
  inputs: Float32Array;
  day: Int32Array;
  asset: Int32Array;
  /** RiskMetrics' standard deviation. */
  reference: Float64Array;
  /** What the asset returned on the day; NaN where that is not known. */
  returns: Float64Array;
}

/** Every asset on every day from `first` to before `end` on which it has enough past; the day after the last one is a day, too. */
export function examplesOf(
  { returns, assets, days }: PriceHistory,
  pasts: Pasts,
  { first, end }: { first: number; end: number },
): VolatilityExamples {
  const places: [number, number][] = [];
  for (let day = first; day < end; day++)
    pasts.assets.forEach(({ known }, asset) => {
      if (known[day] >= warmUp) places.push([day, asset]);
    });
  const inputs = new Float32Array(places.length * inputNames.length);
  places.forEach(([day, asset], row) => {
    writeInputs({ asset: pasts.assets[asset], market: pasts.market, day }, inputs, row * inputNames.length);
  });
  return {
    inputs,
    day: Int32Array.from(places, ([day]) => day),
    asset: Int32Array.from(places, ([, asset]) => asset),
    reference: Float64Array.from(places, ([day, asset]) => Math.sqrt(pasts.assets[asset].reference[day])),
    returns: Float64Array.from(places, ([day, asset]) =>
      day < days.length ? returns[day * assets.length + asset] : NaN,
    ),
  };
}

/** The rows whose return is known. */
export function knownExamples(examples: VolatilityExamples): VolatilityExamples {
  const width = inputNames.length;
  const rows = [...examples.returns.keys()].filter((row) => !Number.isNaN(examples.returns[row]));
  const inputs = new Float32Array(rows.length * width);
  rows.forEach((row, at) => inputs.set(examples.inputs.subarray(row * width, (row + 1) * width), at * width));
  return {
    inputs,
    day: Int32Array.from(rows, (row) => examples.day[row]),
    asset: Int32Array.from(rows, (row) => examples.asset[row]),
    reference: Float64Array.from(rows, (row) => examples.reference[row]),
    returns: Float64Array.from(rows, (row) => examples.returns[row]),
  };
}
