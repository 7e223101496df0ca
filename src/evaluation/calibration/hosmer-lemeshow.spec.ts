import { describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../core/errors.js';
import { hosmerLemeshow } from './hosmer-lemeshow.js';

/** Of 40 rows with probabilities from 0.05 to 0.95 in equal steps. */
const labels = Array.from('0000000000100100100110110110111111011011', Number);
const probabilities = labels.map((_, i) => 0.05 + (i * 0.9) / 39);

describe('the test of Hosmer and Lemeshow', () => {
  it('agrees with SciPy and NumPy over four groups of ten (test/reference/grades.py)', () => {
    const { statistic, degrees, pValue } = hosmerLemeshow({ labels, probabilities }, 4);
    expect(statistic).toBeCloseTo(2.2943181818181824, 10);
    expect(degrees).toBe(4);
    expect(pValue).toBeCloseTo(0.6818037115155815, 10);
  });

  it('does not depend on the order of the rows', () => {
    const [back, chances] = [labels.toReversed(), probabilities.toReversed()];
    const { statistic } = hosmerLemeshow({ labels: back, probabilities: chances }, 4);
    expect(statistic).toBeCloseTo(2.2943181818181824, 10);
  });

  it('keeps rows of equal probability together, so that there are fewer groups', () => {
    const rows = { labels: [0, 1, 0, 1, 1, 0], probabilities: [0.4, 0.4, 0.4, 0.4, 0.4, 0.9] };
    const { statistic, degrees } = hosmerLemeshow(rows, 3);
    expect(degrees).toBe(2);
    expect(statistic).toBeCloseTo((3 - 2) ** 2 / (2 * 0.6) + 0.9 ** 2 / (0.9 * 0.1), 10);
  });

  it('is without bounds where the impossible happened, and nothing where the certain did', () => {
    const never = hosmerLemeshow({ labels: [1, 0], probabilities: [0, 0] }, 2);
    expect(never).toEqual({ statistic: Infinity, degrees: 1, pValue: 0 });
    const always = hosmerLemeshow({ labels: [0, 1], probabilities: [0, 1] }, 2);
    expect(always).toEqual({ statistic: 0, degrees: 2, pValue: 1 });
    expect(() => hosmerLemeshow({ labels, probabilities }, 1)).toThrow(InvalidInputError);
  });
});
