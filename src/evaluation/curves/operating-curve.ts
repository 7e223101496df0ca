import { checkNumber } from '../checks.js';
import { checkLabelledProbabilities, type LabelledProbabilities } from '../predictions/binary.predictions.js';

/** What comes of deciding every row with a probability at or above the threshold as class 1. Shares heed weights. */
export interface OperatingPoint {
  threshold: number;
  /** Share of all rows that is decided as class 1. */
  selected: number;
  /** Share decided as class 1 among class 1: the recall, and the part of class 1 that is captured. */
  truePositiveRate: number;
  /** Share decided as class 1 among class 0. */
  falsePositiveRate: number;
  /** Share of class 1 among the rows decided so. */
  precision: number;
}

interface CurveOptions {
  /** Points at most, default 50. */
  most?: number;
  /** The threshold that serves, which has a point of its own. */
  served?: number;
}

/**
 * The curve behind receiver operating characteristic, precision-recall and cumulative gains: a point per threshold, from the highest
 * probability down to the lowest, as scikit-learn's `roc_curve` has them without dropping any. Where there are more, evenly spaced ones of
 * them and always the last.
 * @returns no point where one of the classes has no row (of weight above 0)
 * @throws InvalidInputError for predictions that are not accepted, or fewer than three points.
 */
export function operatingCurve(rows: LabelledProbabilities, options: CurveOptions = {}): OperatingPoint[] {
  const { most = 50, served } = options;
  checkLabelledProbabilities(rows);
  checkNumber('most', most, (value) => Number.isInteger(value) && value >= 3, 'an integer of 3 or more');
  const { cuts, positives, negatives } = cutsOf(rows);
  if (positives === 0 || negatives === 0) return [];
  const drawn = served === undefined ? cuts : [...cuts, cutAt(cuts, served)];
  const kept = evenly(cuts, served === undefined ? most : most - 1);
  const shown = drawn.filter((cut) => kept.has(cut) || cut.threshold === served);
  return shown
    .sort((a, b) => b.threshold - a.threshold)
    .filter((cut, i, all) => i === 0 || cut.threshold !== all[i - 1].threshold)
    .map(({ threshold, truePositive, falsePositive }) => {
      const chosen = truePositive + falsePositive;
      return {
        threshold,
        selected: chosen / (positives + negatives),
        truePositiveRate: truePositive / positives,
        falsePositiveRate: falsePositive / negatives,
        // By convention 1 where no row is chosen, as scikit-learn ends its curve.
        precision: chosen === 0 ? 1 : truePositive / chosen,
      };
    });
}

/** Weights at or above a threshold. */
interface Cut {
  threshold: number;
  truePositive: number;
  falsePositive: number;
}

/** A cut per different probability, from the highest down. */
function cutsOf({ labels, probabilities, weights }: LabelledProbabilities) {
  const order = Array.from({ length: labels.length }, (_, row) => row);
  order.sort((a, b) => probabilities[b] - probabilities[a]);
  const cuts: Cut[] = [];
  let [positives, negatives] = [0, 0];
  order.forEach((row, i) => {
    const weight = weights?.[row] ?? 1;
    if (labels[row] === 1) positives += weight;
    else negatives += weight;
    const threshold = probabilities[row];
    if (i === order.length - 1 || probabilities[order[i + 1]] !== threshold)
      cuts.push({ threshold, truePositive: positives, falsePositive: negatives });
  });
  return { cuts, positives, negatives };
}

/** The weights at or above any threshold: those of the last cut that is not below it. */
function cutAt(cuts: readonly Cut[], threshold: number): Cut {
  const above = cuts.filter((cut) => cut.threshold >= threshold).at(-1);
  return { truePositive: 0, falsePositive: 0, ...above, threshold };
}

/** At most so many, evenly spaced, the first and the last among them. */
function evenly<Item>(all: readonly Item[], most: number): Set<Item> {
  if (all.length <= most) return new Set(all);
  const step = (all.length - 1) / (most - 1);
  return new Set(Array.from({ length: most }, (_, i) => all[Math.round(i * step)]));
}
