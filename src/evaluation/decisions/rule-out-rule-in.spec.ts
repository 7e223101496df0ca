import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRandom } from '../../core/random.js';
import { decide, ruleOutRuleInBands, ruleOutRuleInReport } from './index.js';

const stated = { sensitivity: 0.95, specificity: 0.9 };

/** 39 positive and 39 negative rows that overlap in the middle. */
const labels = [...Array<number>(39).fill(1), ...Array<number>(39).fill(0)];
const probabilities = [
  ...Array.from({ length: 39 }, (_, i) => (i + 10) / 50),
  ...Array.from({ length: 39 }, (_, i) => (i + 1) / 50),
];

describe('ruleOutRuleInBands', () => {
  it('rules out below the rank that keeps the sensitivity, and in above the one that keeps the specificity', () => {
    const { lower, upper } = ruleOutRuleInBands({ labels, probabilities }, stated);
    // 40 x 0.05 = 2: the second lowest positive row (0.22) is the first that is not ruled out.
    expect(lower).toBeCloseTo(0.21, 12);
    // 40 x 0.1 = 4: the fourth highest negative row (0.72) is the last that is not ruled in.
    expect(upper).toBeCloseTo(0.73, 12);
  });

  it('leaves a side empty where there are too few rows to keep the share', () => {
    const few = { labels: [1, 1, 0, 0], probabilities: [0.9, 0.8, 0.2, 0.1] };
    const bands = ruleOutRuleInBands(few, stated);
    expect(bands.lower).toBe(0);
    expect(bands.upper).toBeGreaterThan(1);
    expect([0, 0.5, 1].map((p) => decide(p, bands))).toEqual(['review', 'review', 'review']);
  });

  it('takes one threshold where both shares are kept anywhere between two', () => {
    const easy = {
      labels,
      probabilities: labels.map((label, i) => (label === 1 ? 0.8 : 0.1) + (i % 39) / 1000),
    };
    const { lower, upper } = ruleOutRuleInBands(easy, stated);
    expect(lower).toBe(upper);
    expect(lower).toBeGreaterThan(0.139);
    expect(lower).toBeLessThan(0.801);
  });

  it('keeps both shares on the rows that it is learnt from, ties and all', () => {
    const row = fc.record({ label: fc.constantFrom(0, 1), step: fc.integer({ min: 0, max: 20 }) });
    const share = fc.double({ min: 0.5, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 80 }), share, share, (rows, a, b) => {
        const given = {
          labels: rows.map(({ label }) => label),
          probabilities: rows.map(({ step }) => step / 20),
        };
        const wanted = { sensitivity: a, specificity: b };
        const bands = ruleOutRuleInBands(given, wanted);
        expect(bands.lower).toBeLessThanOrEqual(bands.upper);
        const report = ruleOutRuleInReport(given, wanted, bands);
        expect(report.sensitivity.value ?? 1).toBeGreaterThanOrEqual(a);
        expect(report.specificity.value ?? 1).toBeGreaterThanOrEqual(b);
      }),
    );
  });

  it('keeps both shares on new rows on average', () => {
    const random = createRandom(3);
    const draw = (count: number) => {
      const drawn = Array.from({ length: count }, () => (random.next() < 0.5 ? 1 : 0));
      return {
        labels: drawn,
        probabilities: drawn.map((label) => 1 / (1 + Math.exp(-(2 * label - 1) - random.normal()))),
      };
    };
    const reached = Array.from({ length: 200 }, () => {
      const fresh = draw(400);
      const { sensitivity, specificity } = ruleOutRuleInReport(
        fresh,
        stated,
        ruleOutRuleInBands(draw(100), stated),
      );
      return [Number(sensitivity.value), Number(specificity.value)];
    });
    const mean = (at: number) => reached.reduce((sum, shares) => sum + shares[at], 0) / reached.length;
    expect(mean(0)).toBeGreaterThan(0.945);
    expect(mean(1)).toBeGreaterThan(0.895);
  });

  it.each([
    { sensitivity: 0, specificity: 0.9 },
    { sensitivity: 0.9, specificity: 1 },
  ])('refuses shares that nothing or everything would keep: %j', (wrong) => {
    expect(() => ruleOutRuleInBands({ labels, probabilities }, wrong)).toThrow(/between 0 and 1/);
  });
});

describe('ruleOutRuleInReport', () => {
  it('counts what was decided and what became of it', () => {
    const rows = { labels: [1, 1, 1, 0, 0, 0], probabilities: [0.9, 0.5, 0.1, 0.8, 0.4, 0.05] };
    const report = ruleOutRuleInReport(rows, stated, { lower: 0.2, upper: 0.7 });
    expect(report).toMatchObject({
      decided: {
        negative: { count: 2, positives: 1 },
        review: { count: 2, positives: 1 },
        positive: { count: 2, positives: 1 },
      },
      sensitivity: { count: 2, of: 3 },
      specificity: { count: 2, of: 3 },
      negativePredictiveValue: { count: 1, of: 2 },
      positivePredictiveValue: { count: 1, of: 2 },
      referred: { count: 2, of: 6 },
    });
    expect(report.sensitivity.lower).toBeLessThan(2 / 3);
  });
});
