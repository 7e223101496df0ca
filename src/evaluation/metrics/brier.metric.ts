import { weightedMeanOf, type Metric } from './metric.js';

function squaredDistance(
  label: number,
  probabilities: ArrayLike<number>,
  start: number,
  classes: number,
): number {
  let sum = 0;
  for (let c = 0; c < classes; c++) sum += (probabilities[start + c] - (c === label ? 1 : 0)) ** 2;
  return sum;
}

/**
 * Mean squared distance of the probabilities from what happened (Brier, 1950). Binary: of the positive class alone, in
 * [0, 1]. Multiclass: summed over the classes, in [0, 2]. Always defined.
 */
export const brier: Metric = {
  name: 'brier',
  label: { en: 'Brier score', zh: '布里尔分数' },
  greaterIsBetter: false,
  prepare: {
    binary: ({ labels, probabilities }) =>
      weightedMeanOf(Float64Array.from(probabilities, (p, i) => (p - labels[i]) ** 2)),
    multiclass: ({ labels, probabilities, classes }) =>
      weightedMeanOf(
        Float64Array.from(labels, (label, i) => squaredDistance(label, probabilities, i * classes, classes)),
      ),
  },
};
