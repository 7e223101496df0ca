import type { SeriesPast } from './past.js';

/** Of how many days variances are measured: a week, a month, a quarter and a year of trading. */
const spans = { week: 5, month: 22, quarter: 66, year: 252, ever: Number.MAX_SAFE_INTEGER };

/** No input of a network lies farther out before it is standardised. */
const farthest = 8;

/** What a network reads to forecast a volatility. All of it is relative to the asset's own RiskMetrics variance: no unit and no level of prices. */
export const inputNames = [
  'variance of a week',
  'variance of a month',
  'variance of a quarter',
  'variance of a year',
  'variance of all days',
  'GARCH variance',
  'size of the last return',
  'last return',
  'size of the return before',
  'falls of a week',
  "market's variance of a week",
  "market's variance of a year",
  "market's last return",
] as const;

/** Write the inputs of an asset and a day into `out` from `at` on. */
export function writeInputs(
  { asset, market, day }: { asset: SeriesPast; market: SeriesPast; day: number },
  out: Float32Array,
  at: number,
): void {
  const reference = asset.reference[day];
  const marketReference = market.reference[day];
  const relative = (variance: number, to = reference) => Math.log(variance / to);
  const deviation = Math.sqrt(reference);
  const values = [
    relative(asset.variance(day, spans.week)),
    relative(asset.variance(day, spans.month)),
    relative(asset.variance(day, spans.quarter)),
    relative(asset.variance(day, spans.year)),
    relative(asset.variance(day, spans.ever)),
    relative(asset.garch[day]),
    Math.abs(asset.last(day, 1)) / deviation,
    asset.last(day, 1) / deviation,
    Math.abs(asset.last(day, 2)) / deviation,
    Math.sqrt(asset.downside(day, spans.week)) / deviation,
    relative(market.variance(day, spans.week), marketReference),
    relative(market.variance(day, spans.year), marketReference),
    market.last(day, 1) / Math.sqrt(marketReference),
  ];
  values.forEach((value, i) => (out[at + i] = Math.min(farthest, Math.max(-farthest, value))));
}

export interface Standardisation {
  means: number[];
  deviations: number[];
}

/** Means and deviations of the inputs in some rows, `[rows, inputs]` row-major. */
export function fitStandardisation(inputs: Float32Array): Standardisation {
  const width = inputNames.length;
  const rows = inputs.length / width;
  const sums = new Float64Array(width);
  const squares = new Float64Array(width);
  inputs.forEach((value, i) => {
    sums[i % width] += value;
    squares[i % width] += value * value;
  });
  const means = Array.from(sums, (sum) => sum / rows);
  const deviations = Array.from(
    squares,
    (square, i) => Math.sqrt(Math.max(0, square / rows - means[i] ** 2)) || 1,
  );
  return { means, deviations };
}

/** Standardise in place. */
export function standardise(inputs: Float32Array, { means, deviations }: Standardisation): Float32Array {
  for (let i = 0; i < inputs.length; i++) {
    const column = i % means.length;
    inputs[i] = (inputs[i] - means[column]) / deviations[column];
  }
  return inputs;
}
