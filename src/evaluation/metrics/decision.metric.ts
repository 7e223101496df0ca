import { InvalidInputError } from '../../core/errors.js';
import { checkActions } from '../decisions/action-costs.js';
import { decide, expectedCost } from '../decisions/cost-bands.js';
import { cheapestActions } from '../decisions/cost-matrix.js';
import { defaultThreshold } from '../predictions/binary.predictions.js';
import { confusionStatistic } from './confusion.js';
import { weightedMeanOf, type Metric } from './metric.js';

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

/**
 * Mean cost of the decisions, those to have a person look among them, in the unit of the costs. Always defined once costs are given.
 */
export const cost: Metric = {
  name: 'cost',
  label: { en: 'Mean cost per decision', zh: '平均决策成本' },
  greaterIsBetter: false,
  prepare: {
    binary(predictions) {
      const { labels, probabilities, costs, threshold = defaultThreshold } = predictions;
      const { bands = { lower: threshold, upper: threshold } } = predictions;
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
      const costOf = (label: number, row: number) =>
        expectedCost(label, decide(probabilities[row], bands), costs);
      return weightedMeanOf(Float64Array.from(labels, costOf));
    },
    multiclass(predictions) {
      const { labels, classes, actions } = predictions;
      if (!actions) {
        throw new InvalidInputError('The metric cost needs what each action costs.', {
          details: [
            { pointer: '/actions', expected: 'actions with a cost for each class', received: 'nothing' },
          ],
        });
      }
      checkActions(actions, classes);
      const decided = cheapestActions(predictions, actions);
      return weightedMeanOf(Float64Array.from(labels, (label, row) => actions[decided[row]].costs[label]));
    },
  },
};
