import { chiSquareUpperTail } from '../statistics/chi-square.js';
import { pooledBins, sumOf, type BinnedPair } from './bins.js';

/** A test of whether two samples may come from the same rows. */
export interface DriftTest {
  statistic: number;
  pValue: number;
}

/**
 * Pearson's chi-square test that two samples have the same shares of the same categories (Pearson, 1900), without continuity correction.
 * Sparse categories are put together first, see {@link pooledBins}; of one category alone nothing can differ.
 * @throws InvalidInputError where a sample has no rows, or the categories differ.
 */
export function homogeneityTest(pair: BinnedPair): DriftTest {
  const { reference, current } = pooledBins(pair);
  const [n, m] = [sumOf(reference), sumOf(current)];
  let statistic = 0;
  reference.forEach((count, bin) => {
    const share = (count + current[bin]) / (n + m);
    statistic += (count - n * share) ** 2 / (n * share) + (current[bin] - m * share) ** 2 / (m * share);
  });
  const degrees = reference.length - 1;
  return { statistic, pValue: degrees === 0 ? 1 : chiSquareUpperTail(statistic, degrees) };
}
