import { checkNumber } from '../checks.js';
import type { Statistic } from '../metrics/metric.js';
import { checkLabelledProbabilities, type LabelledProbabilities } from '../predictions/binary.predictions.js';
import { quantileOfSorted } from '../statistics/quantile.js';

export interface BinningOptions {
  /** Number of bins, default 10. */
  bins?: number;
  /** Bins of equal width over [0, 1] (default), or between quantiles of the probabilities (equal values share a bin). */
  strategy?: 'equal-width' | 'equal-count';
}

/** Rows whose probability is in (lower, upper]; the first bin also holds its lower end. */
export interface ReliabilityBin {
  lower: number;
  upper: number;
  /** Number of rows. */
  count: number;
  /** Weighted when weights were given. */
  meanProbability: number;
  /** Share of class 1, weighted likewise. */
  observedRate: number;
}

/**
 * What was predicted beside what happened, bin by bin. Bins without a row (of weight above 0) are left out.
 * @throws InvalidInputError for predictions that are not accepted, or a number of bins below 1.
 */
export function reliabilityCurve(
  predictions: LabelledProbabilities,
  options: BinningOptions = {},
): ReliabilityBin[] {
  checkLabelledProbabilities(predictions);
  const edges = binEdges(predictions.probabilities, options);
  const bins = assignBins(predictions.probabilities, edges);
  const weights = Float64Array.from(predictions.labels, (_, row) => predictions.weights?.[row] ?? 1);
  const sums = sumBins({ predictions, bins, weights, count: edges.length - 1 });
  const counts = new Int32Array(edges.length - 1);
  for (const bin of bins) counts[bin]++;
  const curve = Array.from(counts, (count, bin) => ({
    lower: edges[bin],
    upper: edges[bin + 1],
    count,
    meanProbability: sums.probability[bin] / sums.weight[bin],
    observedRate: sums.positive[bin] / sums.weight[bin],
  }));
  return curve.filter((_, bin) => sums.weight[bin] > 0);
}

/**
 * Mean over the rows of |mean probability - observed rate| of their bin (expected calibration error: Naeini, Cooper &
 * Hauskrecht, 2015). Bins of equal count keep their edges whatever the weights.
 */
export function prepareCalibrationError(
  predictions: LabelledProbabilities,
  options: BinningOptions = {},
): Statistic {
  const edges = binEdges(predictions.probabilities, options);
  const bins = assignBins(predictions.probabilities, edges);
  return (weights) => {
    const sums = sumBins({ predictions, bins, weights, count: edges.length - 1 });
    let error = 0;
    let total = 0;
    for (let bin = 0; bin < sums.weight.length; bin++) {
      error += Math.abs(sums.probability[bin] - sums.positive[bin]);
      total += sums.weight[bin];
    }
    return error / total;
  };
}

/**
 * The expected calibration error with a choice of bins; `computeMetrics` has the one of ten bins of equal width as `ece`.
 * @throws InvalidInputError for predictions that are not accepted, or a number of bins below 1.
 */
export function expectedCalibrationError(
  predictions: LabelledProbabilities,
  options: BinningOptions = {},
): number {
  checkLabelledProbabilities(predictions);
  const weights = Float64Array.from(predictions.labels, (_, row) => predictions.weights?.[row] ?? 1);
  return prepareCalibrationError(predictions, options)(weights);
}

function binEdges(
  probabilities: ArrayLike<number>,
  { bins = 10, strategy = 'equal-width' }: BinningOptions,
): number[] {
  checkNumber('bins', bins, (value) => Number.isInteger(value) && value >= 1, 'an integer of 1 or more');
  const shares = Array.from({ length: bins + 1 }, (_, i) => (i === bins ? 1 : i * (1 / bins)));
  if (strategy === 'equal-width') return shares;
  const sorted = Float64Array.from(probabilities).sort();
  return shares.map((share) => quantileOfSorted(sorted, share));
}

/** The bin of each row: the number of inner edges below its probability. */
function assignBins(probabilities: ArrayLike<number>, edges: readonly number[]): Int32Array {
  return Int32Array.from(probabilities, (probability) => {
    let bin = 0;
    while (bin < edges.length - 2 && edges[bin + 1] < probability) bin++;
    return bin;
  });
}

interface BinInput {
  predictions: LabelledProbabilities;
  bins: Int32Array;
  weights: Float64Array;
  count: number;
}

function sumBins({ predictions: { labels, probabilities }, bins, weights, count }: BinInput) {
  const weight = new Float64Array(count);
  const probability = new Float64Array(count);
  const positive = new Float64Array(count);
  for (let row = 0; row < bins.length; row++) {
    const bin = bins[row];
    weight[bin] += weights[row];
    probability[bin] += weights[row] * probabilities[row];
    positive[bin] += weights[row] * labels[row];
  }
  return { weight, probability, positive };
}
