import type { MulticlassPredictions } from '../predictions/multiclass.predictions.js';
import type { Metric, Statistic } from './metric.js';
import { mostProbableClass } from './most-probable-class.js';

function macroF1Statistic(predictions: MulticlassPredictions): Statistic {
  const { labels, classes } = predictions;
  const decided = mostProbableClass(predictions);
  return (weights) => {
    const right = new Float64Array(classes);
    const mentioned = new Float64Array(classes);
    for (let i = 0; i < decided.length; i++) {
      mentioned[labels[i]] += weights[i];
      mentioned[decided[i]] += weights[i];
      if (labels[i] === decided[i]) right[labels[i]] += weights[i];
    }
    let sum = 0;
    let present = 0;
    for (let c = 0; c < classes; c++) {
      if (mentioned[c] === 0) continue;
      sum += (2 * right[c]) / mentioned[c];
      present++;
    }
    return sum / present;
  };
}

/**
 * Unweighted mean of the F1 scores of the classes, the most probable class being the decision. A class that neither occurs
 * nor is decided is left out. Always defined.
 */
export const macroF1: Metric = {
  name: 'macro_f1',
  label: { en: 'Macro-averaged F1', zh: '宏平均 F1' },
  greaterIsBetter: true,
  prepare: { multiclass: macroF1Statistic },
};
