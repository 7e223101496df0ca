import type { Metric } from './metric.js';

/** An error of so many cycles counts e - 1, by whether the prediction was below or above what was left. */
const below = 13;
const above = 10;

/**
 * The score of the PHM 2008 challenge (Saxena, Goebel, Simon & Eklund, 2008), a sum over units: exp(-d/13) - 1 for a prediction
 * that is too low by -d cycles, exp(d/10) - 1 for one that is too high by d. Grows with the number of rows; always defined.
 */
export const phmScore: Metric = {
  name: 'phm_score',
  label: { en: 'PHM score (sum, too late weighs more)', zh: 'PHM 评分（求和，预测偏晚惩罚更重）' },
  greaterIsBetter: false,
  prepare: {
    'remaining-life'({ actual, predicted }) {
      const losses = Float64Array.from(predicted, (value, i) => phmLoss(value - actual[i]));
      return (weights) => losses.reduce((sum, loss, i) => sum + weights[i] * loss, 0);
    },
  },
};

/** @param distance predicted less actual, in cycles. */
export function phmLoss(distance: number): number {
  return Math.expm1(distance < 0 ? -distance / below : distance / above);
}
