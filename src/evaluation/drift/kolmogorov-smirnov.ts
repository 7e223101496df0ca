import { InvalidInputError } from '../../core/errors.js';
import { checkBins, sumOf, type BinnedPair } from './bins.js';
import type { DriftTest } from './homogeneity.js';

/** How a p-value was found: by counting paths, or as that of samples without end. */
export type KolmogorovMethod = 'exact' | 'asymptotic';

/** Steps of the exact count at most, some milliseconds. */
const mostSteps = 1_000_000;

/**
 * The largest distance between two distributions that are known by ordered bins alone, at the edges of these. Between two edges it may be
 * larger, so the p-value is conservative: it never claims more than the values themselves would, ties included.
 * @throws InvalidInputError where a sample has no rows, or the bins differ.
 */
export function binnedKolmogorovSmirnov(pair: BinnedPair): DriftTest & { method: KolmogorovMethod } {
  checkBins(pair);
  const [n, m] = [sumOf(pair.reference), sumOf(pair.current)];
  if (n === 0 || m === 0) throw new InvalidInputError('Two samples are compared, but one has no rows.');
  let [before, now, statistic] = [0, 0, 0];
  pair.reference.forEach((count, bin) => {
    before += count;
    now += pair.current[bin];
    statistic = Math.max(statistic, Math.abs(before / n - now / m));
  });
  const method = n * m <= mostSteps ? 'exact' : 'asymptotic';
  const pValue = method === 'exact' ? exactTail(statistic, n, m) : asymptoticTail(statistic, n, m);
  return { statistic, pValue, method };
}

/**
 * P(D >= statistic) of two samples of `n` and `m` different values from one distribution: the share of the monotone paths from (0, 0) to
 * (n, m) that leave the band (Hodges, 1958), by the recurrence that R's `psmirnov` uses; `n` times `m` steps.
 */
export function exactTail(statistic: number, n: number, m: number): number {
  const [few, many] = n < m ? [n, m] : [m, n];
  // Distances are multiples of 1 / (n m): half a step below the statistic is where "at least" begins.
  const limit = 0.5 + Math.floor(statistic * few * many - 1e-7);
  const inside = new Float64Array(many + 1);
  inside.fill(1, 0, Math.min(many, Math.floor(limit / few)) + 1);
  for (let i = 1; i <= few; i++) {
    // Shares rather than numbers of paths: these overflow.
    const weight = i / (i + many);
    const first = Math.max(0, Math.ceil((i * many - limit) / few));
    const last = Math.min(many, Math.floor((i * many + limit) / few));
    if (first > 0) inside[first - 1] = 0;
    let left = 0;
    for (let j = first; j <= last; j++) inside[j] = left = weight * inside[j] + left;
  }
  return Math.min(1, Math.max(0, 1 - inside[many]));
}

/** The same of samples without end (Kolmogorov, 1933; Smirnov, 1948): somewhat too large for finite ones. */
export function asymptoticTail(statistic: number, n: number, m: number): number {
  const scaled = Math.sqrt((n * m) / (n + m)) * statistic;
  // Below, the series alternates for long, and the tail is 1 to 15 digits.
  if (scaled < 0.2) return 1;
  let tail = 0;
  for (let k = 1; k <= 100; k++) {
    const term = Math.exp(-2 * k * k * scaled * scaled);
    tail += k % 2 === 1 ? term : -term;
    if (term < Number.EPSILON * tail) break;
  }
  return Math.min(1, Math.max(0, 2 * tail));
}
