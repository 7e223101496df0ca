import { createRandom, type Random } from '../../core/random.js';
import { quantileOfSorted } from '../statistics/quantile.js';

export interface BlockOptions {
  seed: number;
  /** Mean length of a block, in rows. */
  meanBlock: number;
  /** Default 1,000. */
  resamples?: number;
  /** Share of the resampled values inside the interval, default 0.95. */
  coverage?: number;
}

export interface BlockInterval {
  value: number;
  lower: number;
  upper: number;
}

/** Rows of one resample: blocks of random beginning and geometric length, beyond the last row the first follows. */
export function stationaryRows(count: number, meanBlock: number, random: Random): Int32Array {
  const rows = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const begins = i === 0 || random.next() < 1 / meanBlock;
    rows[i] = begins ? random.integer(count) : (rows[i - 1] + 1) % count;
  }
  return rows;
}

/**
 * A statistic of rows in time with its percentile interval by the stationary bootstrap (Politis & Romano, 1994), which keeps what rows near each
 * other have in common. Where `statistic` compares two series, both are given the same rows. The ends are NaN where it is not defined on a
 * fifth of the resamples.
 * @param statistic of rows by their places.
 */
export function blockInterval(
  count: number,
  statistic: (rows: ArrayLike<number>) => number,
  { seed, meanBlock, resamples = 1000, coverage = 0.95 }: BlockOptions,
): BlockInterval {
  const random = createRandom(seed).fork('stationary bootstrap');
  const values = Float64Array.from({ length: resamples }, () =>
    statistic(stationaryRows(count, meanBlock, random)),
  );
  const defined = values.filter((value) => Number.isFinite(value)).sort();
  const tells = defined.length >= 0.8 * resamples && count > 1;
  const bound = (share: number) => (tells ? quantileOfSorted(defined, share) : NaN);
  return {
    value: statistic(Int32Array.from({ length: count }, (_, i) => i)),
    lower: bound((1 - coverage) / 2),
    upper: bound((1 + coverage) / 2),
  };
}
