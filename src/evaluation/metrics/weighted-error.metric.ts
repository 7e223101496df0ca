import { meanOverHorizons } from './forecast.metric.js';
import type { Metric } from './metric.js';

/**
 * Mean absolute error in which some values count more than others, such as the weeks of holidays: the sum of importance x error over
 * the sum of importance. NaN where no importance is told.
 */
export const wmae: Metric = {
  name: 'wmae',
  label: { en: 'Weighted mean absolute error (WMAE)', zh: '加权平均绝对误差（WMAE）' },
  greaterIsBetter: false,
  isAbout: { forecast: ({ importance }) => importance !== undefined },
  prepare: {
    forecast(given) {
      const { actual, predicted, importance } = given;
      if (!importance) return () => NaN;
      const error = (i: number) => importance[i] * Math.abs(actual[i] - predicted[i]);
      const weighted = meanOverHorizons(given, error);
      const total = meanOverHorizons(given, (i) => importance[i]);
      return (weights) => weighted(weights) / total(weights);
    },
  },
};
