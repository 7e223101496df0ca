import {
  binaryPredictions,
  defaultThreshold,
  type BinaryPredictions,
} from '../predictions/binary.predictions.js';
import { rowWeights } from '../predictions/index.js';
import type { Statistic } from './metric.js';

/** Rows (their weights, when weights were given) by what happened and what was decided. */
export interface Confusion {
  truePositive: number;
  falsePositive: number;
  trueNegative: number;
  falseNegative: number;
}

/** A figure of the confusion matrix at the threshold, under any row weights. */
export function confusionStatistic(
  predictions: BinaryPredictions,
  figure: (confusion: Confusion) => number,
): Statistic {
  const cells = confusionCells(predictions);
  return (weights) => figure(countCells(cells, weights));
}

/**
 * The confusion matrix of decisions at `threshold` (default 0.5): positive when the probability is at or above it.
 * @throws InvalidInputError see `BinaryPredictions`.
 */
export function confusionAt(predictions: BinaryPredictions): Confusion {
  binaryPredictions.check(predictions);
  return countCells(confusionCells(predictions), rowWeights('binary', predictions));
}

/** 2 x label + decision, for each row. */
function confusionCells({
  labels,
  probabilities,
  threshold = defaultThreshold,
}: BinaryPredictions): Uint8Array {
  return Uint8Array.from(labels, (label, i) => 2 * label + (probabilities[i] >= threshold ? 1 : 0));
}

function countCells(cells: Uint8Array, weights: Float64Array): Confusion {
  const sums = [0, 0, 0, 0];
  for (let i = 0; i < cells.length; i++) sums[cells[i]] += weights[i];
  return { trueNegative: sums[0], falsePositive: sums[1], falseNegative: sums[2], truePositive: sums[3] };
}
