import { defaultThreshold } from '../predictions/binary.predictions.js';
import { weightedMeanOf, type Metric } from './metric.js';
import { mostProbableClass } from './most-probable-class.js';

/** Share of rows decided rightly: at the threshold, or as the most probable class. Always defined. */
export const accuracy: Metric = {
  name: 'accuracy',
  label: { en: 'Accuracy', zh: '准确率' },
  greaterIsBetter: true,
  prepare: {
    binary({ labels, probabilities, threshold = defaultThreshold }) {
      const right = (label: number, i: number) => Number(probabilities[i] >= threshold === (label === 1));
      return weightedMeanOf(Float64Array.from(labels, right));
    },
    multiclass(predictions) {
      const decided = mostProbableClass(predictions);
      return weightedMeanOf(
        Float64Array.from(predictions.labels, (label, i) => Number(decided[i] === label)),
      );
    },
  },
};
