import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRandom, type Random } from '../../core/random.js';
import { benjaminiHochberg } from '../statistics/benjamini-hochberg.js';
import { chiSquareUpperQuantile, chiSquareUpperTail } from '../statistics/chi-square.js';
import { pooledBins, sumOf } from './bins.js';
import { homogeneityTest } from './homogeneity.js';
import { asymptoticTail, binnedKolmogorovSmirnov, exactTail } from './kolmogorov-smirnov.js';
import { populationStability } from './population-stability.js';

/* Expected values: SciPy 1.17.1 and NumPy, by test/reference/drift.py. */
const pair = { reference: [120, 80, 60, 40, 30], current: [50, 50, 40, 40, 20] };

describe('the quantile of chi-square', () => {
  it.each([
    [0.05, 1, 3.8414588206941285],
    [0.05, 9, 16.91897760462045],
    [0.001, 4, 18.466826952903173],
    [0.5, 30, 29.336031516661585],
  ])('is that of scipy at %d with %d degrees of freedom', (tail, degrees, expected) => {
    expect(chiSquareUpperQuantile(tail, degrees)).toBeCloseTo(expected, 9);
    expect(chiSquareUpperTail(expected, degrees)).toBeCloseTo(tail, 12);
  });
});

describe('the test of homogeneity', () => {
  it('gives what scipy.stats.chi2_contingency gives', () => {
    const { statistic, pValue } = homogeneityTest(pair);
    expect(statistic).toBeCloseTo(10.490991361579592, 10);
    expect(pValue).toBeCloseTo(0.032921308109941365, 10);
  });

  it('finds nothing where there is one category', () => {
    expect(homogeneityTest({ reference: [400], current: [300] })).toEqual({ statistic: 0, pValue: 1 });
  });

  it('refuses other bins, and a sample without rows', () => {
    expect(() => homogeneityTest({ reference: [1, 2], current: [1] })).toThrow('2 elements');
    expect(() => homogeneityTest({ reference: [1], current: [0] })).toThrow('no rows');
    expect(() => homogeneityTest({ reference: [1.5], current: [1] })).toThrow('whole number');
  });
});

describe('the population stability index', () => {
  it('is the sum of both divergences of scipy.stats.entropy, with its band by chance', () => {
    const { value, upperByChance, byChance } = populationStability(pair);
    expect(value).toBeCloseTo(0.08388163749757423, 12);
    expect(upperByChance).toBeCloseTo(0.07618933923475778, 12);
    expect(byChance).toBeCloseTo(4 * (1 / 330 + 1 / 200), 12);
  });

  it('does not depend on which sample came first', () => {
    const samples = fc.array(fc.tuple(fc.nat(500), fc.nat(500)), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(samples, (bins) => {
        const [reference, current] = [bins.map(([a]) => a + 1), bins.map(([, b]) => b + 1)];
        const there = populationStability({ reference, current });
        const back = populationStability({ reference: current, current: reference });
        expect(there.value).toBeCloseTo(back.value, 10);
        expect(there.value).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('sparse bins', () => {
  it('are put together, and no row is lost', () => {
    const pooled = pooledBins({ reference: [900, 90, 4, 3, 3, 0], current: [80, 8, 2, 0, 1, 0] });
    expect(pooled).toEqual({ reference: [900, 100], current: [80, 11] });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(90), fc.nat(90)), { minLength: 1 }), (bins) => {
        const both = { reference: bins.map(([a]) => a + 1), current: bins.map(([, b]) => b + 1) };
        const kept = pooledBins(both);
        expect(sumOf(kept.reference)).toBe(sumOf(both.reference));
        expect(sumOf(kept.current)).toBe(sumOf(both.current));
      }),
    );
  });
});

describe('Kolmogorov and Smirnov', () => {
  it('counts paths as scipy.stats.ks_2samp does', () => {
    expect(exactTail(3 / 7, 5, 7)).toBeCloseTo(0.5454545454545454, 12);
    expect(exactTail(0.29523809523809524, 100, 105)).toBeCloseTo(0.0001860890248127091, 12);
    expect(exactTail(0.29523809523809524, 105, 100)).toBeCloseTo(0.0001860890248127091, 12);
    expect(exactTail(0.7692307692307693, 40, 65)).toBeLessThan(1e-13);
  });

  it.each([
    [0.3, 0.9999906941986655],
    [0.5, 0.9639452436648751],
    [1, 0.26999967167735456],
    [1.36, 0.049485876755377876],
    [2.5, 7.453306344157342e-6],
  ])('has the tail of scipy.special.kolmogorov at %d', (scaled, expected) => {
    expect(asymptoticTail(scaled, 2, 2)).toBeCloseTo(expected, 12);
  });

  it('looks at the edges of bins, exactly where that is feasible', () => {
    const { statistic, pValue, method } = binnedKolmogorovSmirnov(pair);
    expect(statistic).toBeCloseTo(0.11363636363636365, 14);
    expect(method).toBe('exact');
    expect(pValue).toBeCloseTo(exactTail(statistic, 330, 200), 14);
    const large = { reference: [30_000, 30_000], current: [400, 420] };
    expect(binnedKolmogorovSmirnov(large).method).toBe('asymptotic');
  });
});

describe('several tests', () => {
  it('are corrected as scipy.stats.false_discovery_control does', () => {
    const adjusted = benjaminiHochberg([0.01, 0.04, 0.03, 0.005, 0.5, 0.2]);
    [0.03, 0.06, 0.06, 0.03, 0.5, 0.24].forEach((expected, i) =>
      expect(adjusted[i]).toBeCloseTo(expected, 12),
    );
    expect(benjaminiHochberg([])).toEqual([]);
  });
});

describe('samples of which the truth is known', () => {
  const shares = [0.3, 0.2, 0.15, 0.1, 0.08, 0.06, 0.05, 0.03, 0.02, 0.01];

  function drawn(random: Random, rows: number, of: readonly number[] = shares): number[] {
    const counts = of.map(() => 0);
    for (let row = 0; row < rows; row++) {
      let [left, bin] = [random.next(), 0];
      while (bin < of.length - 1 && left >= of[bin]) left -= of[bin++];
      counts[bin]++;
    }
    return counts;
  }

  it('raise no more alarms than stated where nothing drifted', () => {
    const random = createRandom(11);
    const alarms = { psi: 0, chiSquare: 0, kolmogorov: 0 };
    const trials = 1000;
    for (let trial = 0; trial < trials; trial++) {
      const both = { reference: drawn(random, 600), current: drawn(random, 200) };
      const { value, upperByChance } = populationStability(both);
      if (value > upperByChance) alarms.psi++;
      if (homogeneityTest(both).pValue < 0.05) alarms.chiSquare++;
      if (binnedKolmogorovSmirnov(both).pValue < 0.05) alarms.kolmogorov++;
    }
    // Three standard errors above 5 %.
    const most = trials * (0.05 + 3 * Math.sqrt((0.05 * 0.95) / trials));
    expect(alarms.psi).toBeLessThan(most);
    expect(alarms.chiSquare).toBeLessThan(most);
    expect(alarms.kolmogorov).toBeLessThan(most);
    expect(alarms.psi).toBeGreaterThan(trials * 0.03);
  });

  it('give a planted shift away', () => {
    const random = createRandom(12);
    const shifted = [0.15, 0.12, 0.13, 0.12, 0.12, 0.11, 0.1, 0.07, 0.05, 0.03];
    const both = { reference: drawn(random, 700), current: drawn(random, 400, shifted) };
    const { value, upperByChance, pValue } = populationStability(both);
    expect(value).toBeGreaterThan(upperByChance);
    expect(pValue).toBeLessThan(0.001);
    expect(homogeneityTest(both).pValue).toBeLessThan(0.001);
    expect(binnedKolmogorovSmirnov(both).pValue).toBeLessThan(0.001);
  });
});
