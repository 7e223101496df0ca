import { InvalidInputError } from '../../core/errors.js';
import { checkNumbers } from '../checks.js';

/** Two samples counted in the same bins: what was learnt from, and what is looked at now. */
export interface BinnedPair {
  reference: readonly number[];
  current: readonly number[];
}

/** Expected rows of a bin below which the chi-square distribution is a poor guide (Cochran, 1954). */
const leastExpected = 5;

/** @throws InvalidInputError unless both samples have the same bins, with whole numbers of rows from 0. */
export function checkBins({ reference, current }: BinnedPair): void {
  const rule = {
    length: reference.length,
    accepts: (value: number) => Number.isInteger(value) && value >= 0,
    expected: 'a whole number of rows',
  };
  checkNumbers({ name: 'reference', values: reference, ...rule });
  checkNumbers({ name: 'current', values: current, ...rule });
}

export function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * The same rows with the sparse bins in one: those in which either sample is expected to have fewer than five rows. Where these together
 * are too few still, they join the smallest of the others. Bins that are empty in both samples go.
 * @throws InvalidInputError where a sample has no rows.
 */
export function pooledBins(pair: BinnedPair): BinnedPair {
  checkBins(pair);
  const [n, m] = [sumOf(pair.reference), sumOf(pair.current)];
  if (n === 0 || m === 0) throw new InvalidInputError('Two samples are compared, but one has no rows.');
  const expected = (rows: number) => (rows * Math.min(n, m)) / (n + m);
  const kept: [number, number][] = [];
  const rest: [number, number] = [0, 0];
  pair.reference.forEach((before, bin) => {
    const now = pair.current[bin];
    if (expected(before + now) >= leastExpected) kept.push([before, now]);
    else [rest[0], rest[1]] = [rest[0] + before, rest[1] + now];
  });
  if (expected(rest[0] + rest[1]) >= leastExpected || kept.length === 0) kept.push(rest);
  else joinSmallest(kept, rest);
  return { reference: kept.map(([before]) => before), current: kept.map(([, now]) => now) };
}

function joinSmallest(bins: [number, number][], [before, now]: [number, number]): void {
  const size = ([a, b]: [number, number]) => a + b;
  const smallest = bins.reduce((least, bin) => (size(bin) < size(least) ? bin : least));
  smallest[0] += before;
  smallest[1] += now;
}
