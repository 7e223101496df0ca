import type { LabelledProbabilities } from '../predictions/binary.predictions.js';
import type { Metric, Statistic } from './metric.js';
import { rankRows, walkGroups } from './ranked-rows.js';

/**
 * The chance that a random positive row has a higher probability than a random negative one, ties counting a half: the
 * statistic of Mann & Whitney (1947), which is the area under the ROC curve (Hanley & McNeil, 1982).
 */
export function prepareAuc(predictions: LabelledProbabilities): Statistic {
  const rows = rankRows(predictions);
  return (weights) => {
    let concordant = 0;
    let positivesAbove = 0;
    let negativesAbove = 0;
    walkGroups(rows, weights, (positives, negatives) => {
      concordant += negatives * (positivesAbove + positives / 2);
      positivesAbove += positives;
      negativesAbove += negatives;
    });
    return concordant / (positivesAbove * negativesAbove);
  };
}

/** NaN unless both classes are present. */
export const auc: Metric = {
  name: 'auc',
  label: { en: 'Area under the ROC curve (AUC)', zh: 'ROC 曲线下面积（AUC）' },
  greaterIsBetter: true,
  prepare: { binary: prepareAuc },
};

/** 2 AUC - 1, also called accuracy ratio or Somers' D. NaN unless both classes are present. */
export const gini: Metric = {
  name: 'gini',
  label: { en: 'Gini coefficient', zh: '基尼系数' },
  greaterIsBetter: true,
  prepare: {
    binary(predictions) {
      const statistic = prepareAuc(predictions);
      return (weights) => 2 * statistic(weights) - 1;
    },
  },
};
