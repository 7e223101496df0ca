import { InvalidInputError } from '../../core/errors.js';
import { confusionStatistic } from './confusion.js';
import type { Metric } from './metric.js';

/** Share of positives among the rows decided as positive. NaN when no row is. */
export const precision: Metric = {
  name: 'precision',
  label: { en: 'Precision', zh: '精确率' },
  greaterIsBetter: true,
  prepare: {
    binary: (predictions) =>
      confusionStatistic(predictions, (c) => c.truePositive / (c.truePositive + c.falsePositive)),
  },
};

/** Share of the positives that are decided as positive. NaN without a positive row. */
export const recall: Metric = {
  name: 'recall',
  label: { en: 'Recall', zh: '召回率' },
  greaterIsBetter: true,
  prepare: {
    binary: (predictions) =>
      confusionStatistic(predictions, (c) => c.truePositive / (c.truePositive + c.falseNegative)),
  },
};

/** Harmonic mean of precision and recall. NaN when no row is positive nor decided as positive. */
export const f1: Metric = {
  name: 'f1',
  label: { en: 'F1 score', zh: 'F1 值' },
  greaterIsBetter: true,
  prepare: {
    binary: (predictions) =>
      confusionStatistic(
        predictions,
        (c) => (2 * c.truePositive) / (2 * c.truePositive + c.falsePositive + c.falseNegative),
      ),
  },
};

/** Mean cost of the decisions at the threshold, in the unit of the costs. Always defined once costs are given. */
export const cost: Metric = {
  name: 'cost',
  label: { en: 'Mean cost per decision', zh: '平均决策成本' },
  greaterIsBetter: false,
  prepare: {
    binary(predictions) {
      const { costs } = predictions;
      if (!costs) {
        throw new InvalidInputError(
          'The metric cost needs the costs of a false positive and a false negative.',
          {
            details: [
              { pointer: '/costs', expected: 'falsePositive and falseNegative', received: 'nothing' },
            ],
          },
        );
      }
      return confusionStatistic(predictions, (c) => {
        const rows = c.truePositive + c.falsePositive + c.trueNegative + c.falseNegative;
        return (c.falsePositive * costs.falsePositive + c.falseNegative * costs.falseNegative) / rows;
      });
    },
  },
};
