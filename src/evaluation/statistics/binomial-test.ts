import { InvalidInputError } from '../../core/errors.js';
import { checkNumber, isProbability } from '../checks.js';
import { logGamma } from './student-t.js';

function logMass(count: number, of: number, probability: number): number {
  if (probability === 0) return count === 0 ? 0 : -Infinity;
  if (probability === 1) return count === of ? 0 : -Infinity;
  const ways = logGamma(of + 1) - logGamma(count + 1) - logGamma(of - count + 1);
  return ways + count * Math.log(probability) + (of - count) * Math.log1p(-probability);
}

/** Outcomes whose chance differs from the observed one's by rounding alone count as equally likely. */
const sameChance = 1e-7;

/**
 * Exact two-sided test that `count` of `of` happened by chance at `probability`: the chance of all outcomes that are no likelier than the
 * one observed. Without rows it is 1.
 * @throws InvalidInputError unless both are whole numbers with 0 <= count <= of, and the probability is one.
 */
export function binomialTest(count: number, of: number, probability: number): number {
  if (!Number.isInteger(count) || !Number.isInteger(of) || count < 0 || count > of) {
    throw new InvalidInputError(
      `A binomial test needs whole numbers with 0 <= count <= of, but has ${count} of ${of}.`,
    );
  }
  checkNumber('probability', probability, isProbability, 'a probability between 0 and 1');
  const limit = logMass(count, of, probability) + sameChance;
  let sum = 0;
  for (let other = 0; other <= of; other++) {
    const mass = logMass(other, of, probability);
    if (mass <= limit) sum += Math.exp(mass);
  }
  return Math.min(1, sum);
}

/**
 * The p-values of several tests, corrected for their number so that the chance of any false alarm stays at the level (Holm, 1979); in the
 * order given.
 */
export function holmAdjusted(pValues: readonly number[]): number[] {
  const order = [...pValues.keys()].sort((a, b) => pValues[a] - pValues[b]);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  order.forEach((test, rank) => {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[test]));
    adjusted[test] = largest;
  });
  return adjusted;
}
