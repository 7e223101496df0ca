import { deflatedSharpe } from '../../../evaluation/trading/deflated-sharpe.js';
import { maximumDrawdown } from '../../../evaluation/trading/drawdown.js';
import { momentsOf, sharpeRatio } from '../../../evaluation/trading/sharpe.js';
import { blockInterval, type BlockInterval } from '../../../evaluation/trading/stationary-bootstrap.js';
import type { Walk } from '../walk/walk-forward.js';

/** What a strategy came to; returns and risks of a year are shares of the value. */
export interface StrategyFigures {
  /** Geometric, a year. */
  return: number;
  /** Of the returns of periods, a year. */
  volatility: number;
  /** With its interval by the stationary bootstrap. */
  sharpe: BlockInterval;
  /** Less that of equal weight, on the same resamples; absent for equal weight itself. */
  difference?: BlockInterval;
  /** By daily values. */
  drawdown: number;
  /** Half of what was bought and sold, a year. */
  turnover: number;
  /** All that was paid, as a share of the value at the time. */
  costs: number;
}

export type Walked = Pick<Walk, 'returns' | 'values' | 'traded' | 'costs'>;

/** Half a year: returns of months hardly know those before them, volatilities do. */
export const meanBlock = 6;

interface Judged {
  perYear: number;
  seed: number;
  equalWeight?: Walked;
}

export function figuresOf({ returns, values, traded, costs }: Walked, judged: Judged): StrategyFigures {
  const { perYear, seed, equalWeight } = judged;
  const years = returns.length / perYear;
  const sum = (of: Float64Array) => of.reduce((total, one) => total + one, 0);
  const growth = returns.reduce((product, one) => product * (1 + one), 1);
  const ratio = (of: Float64Array) => (rows: ArrayLike<number>) =>
    sharpeRatio(Array.from(rows, (row) => of[row]), perYear); // prettier-ignore
  const options = { seed, meanBlock };
  const own = ratio(returns);
  return {
    return: growth ** (1 / years) - 1,
    volatility: momentsOf(returns).deviation * Math.sqrt(perYear),
    sharpe: blockInterval(returns.length, own, options),
    ...(equalWeight && {
      difference: blockInterval(
        returns.length,
        (rows) => own(rows) - ratio(equalWeight.returns)(rows),
        options,
      ),
    }),
    drawdown: maximumDrawdown([1, ...values]).depth,
    turnover: sum(traded) / 2 / years,
    costs: sum(costs),
  };
}

/** Deflated Sharpe ratios of one strategy among all settings that were tried. */
export interface Deflated {
  /** Settings whose result was looked at, those of other reports with them. */
  trials: number;
  /** Of its own returns. */
  sharpe: number;
  /** Of what it earned beyond equal weight; NaN for equal weight itself. */
  active: number;
}

/** @param all returns of every trial that is in the report, its own with them. @param earlier trials that are not. */
export function deflatedOf(
  returns: Float64Array,
  equalWeight: Float64Array,
  { all, earlier }: { all: readonly Float64Array[]; earlier: number },
): Deflated {
  const trials = all.length + earlier;
  const beyond = (of: Float64Array) => of.map((value, i) => value - equalWeight[i]);
  const own = (of: Float64Array, among: readonly Float64Array[]) => {
    const ratios = among.map((one) => sharpeRatio(one, 1)).filter((ratio) => !Number.isNaN(ratio));
    const variance = ratios.length < 2 ? 0 : momentsOf(ratios).deviation ** 2;
    const { skewness, kurtosis } = momentsOf(of);
    const seen = { ratio: sharpeRatio(of, 1), skewness, kurtosis, count: of.length };
    return deflatedSharpe(seen, { trials, variance });
  };
  return { trials, sharpe: own(returns, all), active: own(beyond(returns), all.map(beyond)) };
}
