import type { Metric } from './metric.js';
import { rankRows, walkGroups } from './ranked-rows.js';

/**
 * Sum over the distinct probabilities, from the highest, of (gain in recall) x (precision there): the step sum, without
 * interpolation (Davis & Goadrich 2006 say why). NaN without a positive row.
 */
export const averagePrecision: Metric = {
  name: 'average_precision',
  label: { en: 'Average precision', zh: '平均精确率（AP）' },
  greaterIsBetter: true,
  prepare: {
    binary(predictions) {
      const rows = rankRows(predictions);
      return (weights) => {
        let sum = 0;
        let truePositives = 0;
        let selected = 0;
        walkGroups(rows, weights, (positives, negatives) => {
          truePositives += positives;
          selected += positives + negatives;
          if (positives > 0) sum += (positives * truePositives) / selected;
        });
        return sum / truePositives;
      };
    },
  },
};
