import { weightedMeanOf, type Metric } from './metric.js';

/** The double nearest above 1 less 1: a certain and wrong prediction costs 36 nats, not infinity. */
const smallest = Number.EPSILON;

/** Negative natural logarithm of the probability given to what happened, clipped to [smallest, 1 - smallest]. */
function loss(probability: number): number {
  return -Math.log(Math.min(Math.max(probability, smallest), 1 - smallest));
}

/** Mean negative log-likelihood, in nats (Good, 1952). Always defined. */
export const logLoss: Metric = {
  name: 'log_loss',
  label: { en: 'Log loss', zh: '对数损失' },
  greaterIsBetter: false,
  prepare: {
    binary({ labels, probabilities }) {
      const losses = Float64Array.from(probabilities, (p, i) => loss(labels[i] === 1 ? p : 1 - p));
      return weightedMeanOf(losses);
    },
    multiclass({ labels, probabilities, classes }) {
      return weightedMeanOf(
        Float64Array.from(labels, (label, i) => loss(probabilities[i * classes + label])),
      );
    },
  },
};
