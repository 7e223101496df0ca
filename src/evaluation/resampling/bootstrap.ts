import { InvalidInputError } from '../../core/errors.js';
import { createRandom, type Random } from '../../core/random.js';
import { checkNumber } from '../checks.js';
import { metrics, prepareMetrics } from '../metrics/index.js';
import type { Statistic } from '../metrics/metric.js';
import type { MetricName } from '../metrics/names.js';
import {
  predictionKinds,
  rowWeights,
  type PredictionKind,
  type PredictionsByKind,
} from '../predictions/index.js';
import { quantileOfSorted } from '../statistics/quantile.js';

export interface BootstrapOptions {
  seed: number;
  /** Default 1,000. */
  resamples?: number;
  /** Share of the resampled values inside the interval, default 0.95. */
  coverage?: number;
  /** Keep the number of rows of each class in every resample; for classification only. Default false. */
  stratified?: boolean;
}

export interface MetricInterval {
  /** On the rows as they are. */
  value: number;
  lower: number;
  upper: number;
  /** Resamples on which the metric was defined; the interval is that of these. */
  definedResamples: number;
}

/**
 * Percentile intervals by resampling rows with replacement (Efron, 1979). All metrics see the same resamples, and a seed
 * always gives the same ones. The bounds are NaN where there is one row only, where the metric is not defined on most resamples because a
 * class has hardly a row, for a metric that resampling biases (`Metric.biasedByResampling`), and where the value itself lies outside of
 * the percentiles, which then are not about it.
 * @throws InvalidInputError see `computeMetrics`; also for options outside their range.
 */
export function bootstrapIntervals<Kind extends PredictionKind, Name extends MetricName>(
  kind: Kind,
  names: readonly Name[],
  predictions: PredictionsByKind[Kind],
  options: BootstrapOptions,
): Record<Name, MetricInterval> {
  const statistics = prepareMetrics(kind, names, predictions);
  const weights = rowWeights(kind, predictions);
  const strata = rowStrata(kind, predictions, options.stratified ?? false);
  const intervals = intervalsOf([...statistics.values()], { weights, strata, options });
  const entries = [...statistics.keys()].map((name, i) => [name, checkedInterval(name, intervals[i])]);
  return Object.fromEntries(entries) as Record<Name, MetricInterval>;
}

function checkedInterval(name: MetricName, interval: MetricInterval): MetricInterval {
  const { value, lower, upper } = interval;
  // Sums over the same numbers in other shares differ in their last bits.
  const rounding = 1e-12 * Math.abs(value);
  const holds = lower - rounding <= value && value <= upper + rounding;
  if (metrics[name].biasedByResampling || !holds) return { ...interval, lower: NaN, upper: NaN };
  return { ...interval, lower: Math.min(lower, value), upper: Math.max(upper, value) };
}

/**
 * The difference `first - second` of a metric of two models on the same rows, with its percentile interval: both are measured on the
 * same resamples, so what makes some rows hard for both falls out (paired bootstrap; Efron & Tibshirani, 1993). So does most of what
 * resampling biases.
 * @throws InvalidInputError as {@link bootstrapIntervals}; also when the models were not asked the same number of rows.
 */
export function bootstrapDifference<Kind extends PredictionKind>(
  kind: Kind,
  name: MetricName,
  [first, second]: readonly [PredictionsByKind[Kind], PredictionsByKind[Kind]],
  options: BootstrapOptions,
): MetricInterval {
  const [one, other] = [first, second].map((predictions) =>
    prepareMetrics(kind, [name], predictions).get(name)!,
  );
  const weights = rowWeights(kind, first);
  const rows = predictionKinds[kind].count(second);
  if (rows !== weights.length) {
    throw new InvalidInputError(
      `Two models are compared on the same rows, but one answered ${weights.length} and the other ${rows}.`,
    );
  }
  const strata = rowStrata(kind, first, options.stratified ?? false);
  const difference: Statistic = (drawn) => one(drawn) - other(drawn);
  return intervalsOf([difference], { weights, strata, options })[0];
}

/** Each statistic with its interval, all on the same resamples. */
function intervalsOf(
  statistics: readonly Statistic[],
  { weights, strata, options }: { weights: Float64Array; strata: Int32Array[]; options: BootstrapOptions },
): MetricInterval[] {
  const { resamples = 1000, coverage = 0.95, seed } = options;
  const isCount = (value: number) => Number.isInteger(value) && value >= 1;
  checkNumber('resamples', resamples, isCount, 'an integer of 1 or more');
  checkNumber('coverage', coverage, (value) => value > 0 && value < 1, 'between 0 and 1, both excluded');
  const values = statistics.map(() => new Float64Array(resamples));
  const random = createRandom(seed).fork('bootstrap');
  const drawn = new Float64Array(weights.length);
  for (let resample = 0; resample < resamples; resample++) {
    drawWeights(drawn, { strata, weights, random });
    statistics.forEach((statistic, i) => (values[i][resample] = statistic(drawn)));
  }
  return statistics.map((statistic, i) => interval(statistic, { weights, values: values[i], coverage }));
}

/**
 * The share of resamples on which a metric must be defined for its interval. A class of one row is absent from more than a third of them,
 * and in the others that one row decides: these say nothing about chance.
 */
const fewestDefined = 0.8;

interface Draw {
  /** Row numbers of each class. */
  strata: Int32Array[];
  weights: Float64Array;
  random: Random;
}

/** The weight of each row in one resample: its own weight times how often it was drawn. */
function drawWeights(drawn: Float64Array, { strata, weights, random }: Draw): void {
  drawn.fill(0);
  for (const rows of strata) {
    for (let i = 0; i < rows.length; i++) {
      const row = rows[random.integer(rows.length)];
      drawn[row] += weights[row];
    }
  }
}

function rowStrata<Kind extends PredictionKind>(
  kind: Kind,
  predictions: PredictionsByKind[Kind],
  stratified: boolean,
): Int32Array[] {
  const definition = predictionKinds[kind];
  const rows = Int32Array.from({ length: definition.count(predictions) }, (_, row) => row);
  if (!stratified) return [rows];
  const labels = definition.strata?.(predictions);
  if (!labels)
    throw new InvalidInputError(`A stratified bootstrap needs classes, which ${kind} predictions lack.`);
  const classes = [...new Set(Array.from(labels))].sort((a, b) => a - b);
  return classes.map((label) => rows.filter((row) => labels[row] === label));
}

function interval(
  statistic: Statistic,
  { weights, values, coverage }: { weights: Float64Array; values: Float64Array; coverage: number },
): MetricInterval {
  const defined = values.filter((value) => !Number.isNaN(value)).sort();
  const outside = (1 - coverage) / 2;
  const tells = weights.length > 1 && defined.length >= fewestDefined * values.length;
  const bound = (share: number) => (tells ? quantileOfSorted(defined, share) : NaN);
  return {
    value: statistic(weights),
    lower: bound(outside),
    upper: bound(1 - outside),
    definedResamples: defined.length,
  };
}
