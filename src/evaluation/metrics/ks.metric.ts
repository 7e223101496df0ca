import type { Metric, Statistic } from './metric.js';
import { rankRows, walkGroups, type RankedRows } from './ranked-rows.js';

function kolmogorovSmirnov(rows: RankedRows): Statistic {
  return (weights) => {
    let allPositives = 0;
    let allNegatives = 0;
    walkGroups(rows, weights, (positives, negatives) => {
      allPositives += positives;
      allNegatives += negatives;
    });
    if (allPositives === 0 || allNegatives === 0) return NaN;
    let truePositiveRate = 0;
    let falsePositiveRate = 0;
    let largest = 0;
    walkGroups(rows, weights, (positives, negatives) => {
      truePositiveRate += positives / allPositives;
      falsePositiveRate += negatives / allNegatives;
      largest = Math.max(largest, Math.abs(truePositiveRate - falsePositiveRate));
    });
    return largest;
  };
}

/**
 * Largest distance between the distributions of the probabilities of the two classes (Kolmogorov 1933, Smirnov 1939;
 * two-sided). NaN unless both classes are present.
 */
export const ks: Metric = {
  name: 'ks',
  label: { en: 'Kolmogorov-Smirnov statistic (KS)', zh: 'KS 统计量' },
  greaterIsBetter: true,
  prepare: { binary: (predictions) => kolmogorovSmirnov(rankRows(predictions)) },
};
