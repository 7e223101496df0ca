import type { ForecastPredictions } from '../predictions/forecast.predictions.js';
import { meanOverHorizons } from './forecast.metric.js';
import type { Metric } from './metric.js';
import { meanOverLevels } from './tail-risk.metric.js';

const hasQuantiles = { forecast: ({ quantiles }: ForecastPredictions) => quantiles !== undefined };

/** Sum over the levels of `share` x pinball loss (Koenker & Bassett, 1978); NaN without quantiles. */
function pinballOver(given: ForecastPredictions, shareOf: (levels: readonly number[]) => readonly number[]) {
  const { actual, quantiles } = given;
  if (!quantiles) return () => NaN;
  const { levels, values } = quantiles;
  const shares = shareOf(levels);
  return meanOverHorizons(given, (i) =>
    levels.reduce((sum, level, at) => {
      const off = actual[i] - values[i * levels.length + at];
      return sum + shares[at] * Math.max(level * off, (level - 1) * off);
    }, 0),
  );
}

/** Mean pinball loss of all quantiles that are predicted. */
export const quantileLoss: Metric = {
  name: 'quantile_loss',
  label: { en: 'Pinball loss of the quantiles', zh: '各分位数的分位数损失' },
  greaterIsBetter: false,
  isAbout: hasQuantiles,
  prepare: {
    forecast: (given) => pinballOver(given, (levels) => levels.map(() => 1 / levels.length)),
    'tail-risk': (given) =>
      meanOverLevels(given, (row, at, level) => {
        const off = given.actual[row] - given.valueAtRisk[at];
        return Math.max(level * off, (level - 1) * off);
      }),
  },
};

/**
 * Continuous ranked probability score (Gneiting & Raftery, 2007) from quantiles: twice the pinball loss, integrated over the levels. A level stands for
 * those that are nearer to it than to its neighbours, the outermost ones for all beyond; so it is the score of a distribution in steps.
 */
export const crps: Metric = {
  name: 'crps',
  label: { en: 'Continuous ranked probability score (CRPS)', zh: '连续分级概率评分（CRPS）' },
  greaterIsBetter: false,
  isAbout: hasQuantiles,
  prepare: { forecast: (given) => pinballOver(given, (levels) => reachOf(levels).map((reach) => 2 * reach)) },
};

/** How much of 0 to 1 each level stands for. */
function reachOf(levels: readonly number[]): number[] {
  const ends = levels.map((level, i) => (i === 0 ? 0 : (level + levels[i - 1]) / 2));
  return ends.map((end, i) => (ends[i + 1] ?? 1) - end);
}
