import {
  ewmaVariances,
  targetedVariances,
  type GarchShape,
} from '../../../evaluation/risk/conditional-variance.js';

/** Variances of daily returns are never less: a price that does not move can start to. */
const leastVariance = 1e-10;

/** What the returns of one series tell of the next day, day by day; element t knows what was before t, the last one everything. */
export interface SeriesPast {
  /** How many returns were known before each day `[days + 1]`. */
  known: Int32Array;
  /** RiskMetrics' variance `[days + 1]`. */
  reference: Float64Array;
  /** The variance by a GARCH(1,1) whose level is that of all days before `[days + 1]`. */
  garch: Float64Array;
  /** Mean square of the last `count` known returns before a day. */
  variance(day: number, count: number): number;
  /** As {@link variance}, of falls alone: rises count as 0. */
  downside(day: number, count: number): number;
  /** The last known return before a day, or the one before it (`back` 2); 0 where there is none. */
  last(day: number, back: number): number;
}

/** @param returns of a series day by day, NaN where unknown. */
export function seriesPast(returns: Float64Array, garch: GarchShape): SeriesPast {
  const values: number[] = [];
  const [squares, falls] = [[0], [0]];
  const known = new Int32Array(returns.length + 1);
  returns.forEach((value, day) => {
    if (!Number.isNaN(value)) {
      values.push(value);
      squares.push(squares[squares.length - 1] + value * value);
      falls.push(falls[falls.length - 1] + Math.min(0, value) ** 2);
    }
    known[day + 1] = values.length;
  });
  const mean = (sums: readonly number[]) => (day: number, count: number) => {
    const end = known[day];
    const start = Math.max(0, end - count);
    return Math.max(leastVariance, (sums[end] - sums[start]) / Math.max(1, end - start));
  };
  const floored = (variances: Float64Array) => variances.map((one) => Math.max(leastVariance, one));
  return {
    known,
    reference: floored(ewmaVariances(returns)),
    garch: floored(targetedVariances(returns, garch)),
    variance: mean(squares),
    downside: mean(falls),
    last: (day, back) => values[known[day] - back] ?? 0,
  };
}
