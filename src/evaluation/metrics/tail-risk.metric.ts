import type { TailRiskPredictions } from '../predictions/tail-risk.predictions.js';
import { weightedMeanOf, type Metric } from './metric.js';

/** Of each row the mean over the levels. */
export function meanOverLevels(
  { levels, actual }: TailRiskPredictions,
  lossAt: (row: number, at: number, level: number) => number,
) {
  return weightedMeanOf(
    Float64Array.from(actual, (_, row) => {
      const sum = levels.reduce((total, level, i) => total + lossAt(row, row * levels.length + i, level), 0);
      return sum / levels.length;
    }),
  );
}

/**
 * The loss of Fissler & Ziegel (2016) in the form FZ0 (Patton, Ziegel & Chen, 2019): least for the right value at risk and the right expected
 * shortfall together, which no loss is for the expected shortfall alone. With other units a constant is added, the same to all forecasts.
 */
export const fzLoss: Metric = {
  name: 'fz_loss',
  label: {
    en: 'Loss of value at risk and expected shortfall (FZ0)',
    zh: '风险价值与预期损失的联合损失（FZ0）',
  },
  greaterIsBetter: false,
  prepare: {
    'tail-risk': (given) =>
      meanOverLevels(given, (row, at, level) => {
        const shortfall = given.expectedShortfall[at];
        const threshold = given.valueAtRisk[at];
        const beyond = Math.max(0, given.actual[row] - threshold) / (1 - level);
        return (beyond + threshold) / shortfall + Math.log(shortfall) - 1;
      }),
  },
};
