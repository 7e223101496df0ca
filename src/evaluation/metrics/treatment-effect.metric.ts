import { byFallingValue } from '../decisions/index.js';
import { doublyRobustScores, marginalMeans, qiniArea } from '../effects/index.js';
import { weightedMeanOf, type Metric } from './metric.js';

/**
 * Root of the mean squared difference between predicted effects and doubly robust scores (Kennedy, 2020; for choosing between models:
 * Saito & Yasui, 2020). Most of it is the chance in the scores, which is the same for all models: differences tell, not the level.
 */
export const drError: Metric = {
  name: 'dr_error',
  label: { en: 'Doubly robust error of effects', zh: '效应的双重稳健误差' },
  greaterIsBetter: false,
  prepare: {
    'treatment-effect': (predictions) => {
      const scores = doublyRobustScores(predictions);
      const mean = weightedMeanOf(scores.map((score, row) => (score - predictions.effect[row]) ** 2));
      return (weights) => Math.sqrt(mean(weights));
    },
  },
};

/**
 * Root of the R-loss (Nie & Wager, 2021): how far outcomes lie from what is expected whatever the treatment, once the effect has been
 * added for the part of the treatment that chance gave.
 */
export const rError: Metric = {
  name: 'r_error',
  label: { en: 'Root of the R-loss', zh: 'R 损失的平方根' },
  greaterIsBetter: false,
  prepare: {
    'treatment-effect': (predictions) => {
      const { effect, outcome, treated, propensity } = predictions;
      const mean = weightedMeanOf(
        marginalMeans(predictions).map((expected, row) => {
          return (outcome[row] - expected - (treated[row] - propensity[row]) * effect[row]) ** 2;
        }),
      );
      return (weights) => Math.sqrt(mean(weights));
    },
  },
};

/** Area between the uplift curve over doubly robust scores and choosing by chance (Radcliffe, 2007). 0: no better than by chance. */
export const qini: Metric = {
  name: 'qini',
  label: { en: 'Qini area', zh: 'Qini 面积' },
  greaterIsBetter: true,
  prepare: {
    'treatment-effect': (predictions) => {
      const scores = doublyRobustScores(predictions);
      const order = byFallingValue(predictions.effect);
      const ranked = { effects: predictions.effect, order };
      return (weights) => qiniArea(ranked, scores, weights);
    },
  },
};
