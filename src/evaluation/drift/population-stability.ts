import { chiSquareUpperQuantile, chiSquareUpperTail } from '../statistics/chi-square.js';
import { pooledBins, sumOf, type BinnedPair } from './bins.js';

/** The index of two samples beside what chance alone makes of it. */
export interface PopulationStability {
  value: number;
  /** Its mean where both samples come from the same rows. */
  byChance: number;
  /** What it stays below in 95 of 100 such cases. */
  upperByChance: number;
  /** Of an index as large as this by chance. */
  pValue: number;
}

/** Added to every bin, so that an empty one has a logarithm. */
const smoothing = 0.5;

/**
 * Population stability index: the symmetric Kullback-Leibler divergence of two samples over bins (Jeffreys, 1946; Siddiqi, 2006), each bin
 * with half a row more. It measures rows, not only difference: where both samples come from one population, it is
 * (1/n + 1/m) times a chi-square variable with a degree of freedom less than there are bins (Yurdakul & Naranjo, 2020), so the same index
 * means little in 200 rows and much in 20,000. Sparse bins are put together first, see {@link pooledBins}.
 * @throws InvalidInputError where a sample has no rows, or the bins differ.
 */
export function populationStability(pair: BinnedPair): PopulationStability {
  const { reference, current } = pooledBins(pair);
  const bins = reference.length;
  const [n, m] = [sumOf(reference), sumOf(current)];
  const share = (count: number, rows: number) => (count + smoothing) / (rows + smoothing * bins);
  const value = reference.reduce((sum, count, bin) => {
    const [before, now] = [share(count, n), share(current[bin], m)];
    return sum + (now - before) * Math.log(now / before);
  }, 0);
  if (bins < 2) return { value: 0, byChance: 0, upperByChance: 0, pValue: 1 };
  const scale = 1 / n + 1 / m;
  return {
    value,
    byChance: (bins - 1) * scale,
    upperByChance: chiSquareUpperQuantile(0.05, bins - 1) * scale,
    pValue: chiSquareUpperTail(value / scale, bins - 1),
  };
}
