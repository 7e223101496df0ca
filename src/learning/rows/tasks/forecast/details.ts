import { intervalFigures } from '../../../../evaluation/conformal/index.js';
import { computeMetrics } from '../../../../evaluation/metrics/index.js';
import type { ForecastPredictions } from '../../../../evaluation/predictions/forecast.predictions.js';

type PredictedQuantiles = NonNullable<ForecastPredictions['quantiles']>;

/** Predictions of some horizons alone, for the rows that know the last of them. */
export function upTo(
  { horizons, actual, predicted, interval, narrower, quantiles, importance, naiveError }: ForecastPredictions,
  { from, to }: { from: number; to: number },
): ForecastPredictions {
  const places: number[] = [];
  for (let start = 0; start < actual.length; start += horizons) {
    if (Number.isNaN(actual[start + to])) continue;
    for (let i = from; i <= to; i++) places.push(start + i);
  }
  const of = (values: ArrayLike<number>) => Float64Array.from(places, (place) => values[place]);
  const ends = (one: NonNullable<typeof interval>) => ({
    ...one,
    lower: of(one.lower),
    upper: of(one.upper),
  });
  return {
    horizons: to - from + 1,
    actual: of(actual),
    predicted: of(predicted),
    interval: interval && ends(interval),
    narrower: narrower?.map(ends),
    quantiles: quantiles && { ...quantiles, values: quantilesOf(quantiles, places) },
    importance: importance && of(importance),
    naiveError,
  };
}

function quantilesOf({ levels, values }: PredictedQuantiles, places: readonly number[]): Float64Array {
  const width = levels.length;
  return Float64Array.from({ length: places.length * width }, (_, i) => {
    return values[places[Math.floor(i / width)] * width + (i % width)];
  });
}

export interface ForecastDetails {
  names: readonly string[];
  scored: ForecastPredictions;
  /** By name, in the places of `scored`; NaN where a baseline has nothing to say. */
  baselines: Readonly<Record<string, Float64Array>>;
}

/** Figures horizon by horizon, over all steps up to each horizon, and those of the baselines. */
export function forecastDetails({ names, scored, baselines }: ForecastDetails) {
  return {
    horizons: names.map((horizon, i) => ({
      horizon,
      rows: knownRows(scored, i),
      ...figuresOf(upTo(scored, { from: i, to: i })),
      baselines: Object.fromEntries(
        Object.entries(baselines).map(([name, predicted]) => [
          name,
          errorsOf(upTo(withPredictions(scored, predicted), { from: i, to: i })),
        ]),
      ),
    })),
    upToHorizon: names.map((horizon, i) => ({ horizon, ...errorsOf(upTo(scored, { from: 0, to: i })) })),
  };
}

/** Where a baseline is not known the actual value is taken away, so that the place does not count. */
export function withPredictions(
  { horizons, actual, importance }: ForecastPredictions,
  predicted: Float64Array,
): ForecastPredictions {
  return {
    horizons,
    importance,
    actual: Float64Array.from(predicted, (value, i) => (Number.isNaN(value) ? NaN : actual[i])),
    predicted: predicted.map((value) => (Number.isNaN(value) ? 0 : value)),
  };
}

function knownRows({ actual, horizons }: ForecastPredictions, horizon: number): number {
  let known = 0;
  for (let i = horizon; i < actual.length; i += horizons) if (!Number.isNaN(actual[i])) known++;
  return known;
}

function figuresOf(predictions: ForecastPredictions) {
  if (predictions.actual.length === 0) return {};
  const names = ['mae', 'rmse', 'mape', 'mase', 'coverage', 'pinball'] as const;
  return {
    ...computeMetrics('forecast', names, predictions),
    ...weighted(predictions),
    ...ofQuantiles(predictions),
    ...intervalOf(predictions),
  };
}

function weighted(predictions: ForecastPredictions) {
  return predictions.importance && computeMetrics('forecast', ['wmae'], predictions);
}

/** Of one horizon: the losses, and of each level the share of the values that lie at or below its quantile. */
function ofQuantiles(predictions: ForecastPredictions) {
  const { actual, quantiles } = predictions;
  if (!quantiles) return {};
  const { levels, values } = quantiles;
  const shares = levels.map((level, at) => {
    let below = 0;
    for (let i = 0; i < actual.length; i++) if (actual[i] <= values[i * levels.length + at]) below++;
    return { level, below: below / actual.length };
  });
  return { ...computeMetrics('forecast', ['quantile_loss', 'crps'], predictions), quantiles: shares };
}

/** Of one horizon: how its interval fares, and each of several, the narrowest first. */
function intervalOf({ actual, predicted, interval, narrower }: ForecastPredictions) {
  if (!interval) return {};
  const figures = ({ lower, upper, coverage }: typeof interval) => {
    const rows = Array.from(actual, (value, i) => {
      const inside = value >= lower[i] && value <= upper[i];
      return { value: predicted[i], lower: lower[i], upper: upper[i], actual: value, inside };
    });
    return { coverage, ...intervalFigures(rows, coverage) };
  };
  const widest = figures(interval);
  return { interval: widest, ...(narrower && { levels: [...narrower.map(figures), widest] }) };
}

function errorsOf(predictions: ForecastPredictions) {
  if (predictions.actual.length === 0) return {};
  return {
    ...computeMetrics('forecast', ['mae', 'rmse', 'mape'] as const, predictions),
    ...weighted(predictions),
  };
}
