import type { PortfolioReturnsPredictions } from '../predictions/portfolio-returns.predictions.js';
import { weightedMeanOf, type Metric, type Statistic } from './metric.js';

/** Mean over standard deviation of weighted returns, times the root of the periods of a year. */
function ratio({ returns, periodsPerYear }: PortfolioReturnsPredictions): Statistic {
  const values = Float64Array.from(returns);
  const meanOf = weightedMeanOf(values);
  return (weights) => {
    const mean = meanOf(weights);
    let [squares, total] = [0, 0];
    for (let i = 0; i < values.length; i++) {
      squares += weights[i] * (values[i] - mean) ** 2;
      total += weights[i];
    }
    // Of a sample: one period alone has no spread.
    const deviation = Math.sqrt(squares / (total - 1));
    return total > 1 && deviation > 1e-12 * Math.abs(mean)
      ? (mean / deviation) * Math.sqrt(periodsPerYear)
      : NaN;
  };
}

/** The Sharpe ratio (1994) of a year, after costs; the risk-free rate is 0. NaN where no return differs. */
export const sharpe: Metric = {
  name: 'sharpe',
  label: { en: 'Sharpe ratio of a year, after costs', zh: '年化夏普比率（扣除成本后）' },
  greaterIsBetter: true,
  prepare: { 'portfolio-returns': ratio },
};

/** What a year returned beyond equal weight, both after costs, in percentage points. */
export const activeReturn: Metric = {
  name: 'active_return',
  label: {
    en: 'Return of a year beyond equal weight, after costs',
    zh: '年化超额收益（相对等权，扣除成本后）',
  },
  greaterIsBetter: true,
  prepare: {
    'portfolio-returns': ({ returns, equalWeight, periodsPerYear }) =>
      weightedMeanOf(
        Float64Array.from(returns, (value, row) => 100 * periodsPerYear * (value - equalWeight[row])),
      ),
  },
};
