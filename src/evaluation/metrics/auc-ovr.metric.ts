import { oneAgainstRest, type MulticlassPredictions } from '../predictions/multiclass.predictions.js';
import { prepareAuc } from './auc.metric.js';
import type { Metric, Statistic } from './metric.js';

function macroAuc(predictions: MulticlassPredictions): Statistic {
  const { classes } = predictions;
  const ofClass = Array.from({ length: classes }, (_, c) => prepareAuc(oneAgainstRest(predictions, c)));
  return (weights) => ofClass.reduce((sum, statistic) => sum + statistic(weights), 0) / classes;
}

/**
 * Unweighted mean over the classes of the AUC of each against the rest (scikit-learn's `roc_auc_score` with `multi_class='ovr'` and
 * `average='macro'`; Provost & Domingos, 2000). NaN unless every class is present: the mean of fewer is another figure.
 */
export const aucOvr: Metric = {
  name: 'auc_ovr',
  label: { en: 'AUC of each class against the rest, mean', zh: '各类别对其余类别的 AUC 均值' },
  greaterIsBetter: true,
  prepare: { multiclass: macroAuc },
};
