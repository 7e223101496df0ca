import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { computeMetrics } from '../metrics/index.js';
import { binaryRows } from '../reference.fixture.js';
import {
  chooseThreshold,
  costBands,
  decide,
  decisionReport,
  expectedCost,
  realisedCost,
  theoreticalThreshold,
  type Decision,
} from './index.js';

const credit = { falsePositive: 1, falseNegative: 5 };

it('the metric cost and the report of decisions price the same decisions', () => {
  const rows = binaryRows(200);
  const costs = { falsePositive: 1, falseNegative: 5, review: 0.6 };
  const bands = costBands(costs);
  const { meanCost, decided } = decisionReport({ ...rows, costs, bands });
  expect(decided.review.count).toBeGreaterThan(0);
  expect(computeMetrics('binary', ['cost'], { ...rows, costs, bands, threshold: 1 / 6 }).cost).toBeCloseTo(
    meanCost,
    12,
  );
});

describe('theoreticalThreshold', () => {
  it('is fp / (fp + fn)', () => {
    expect(theoreticalThreshold(credit)).toBeCloseTo(1 / 6, 15);
    expect(theoreticalThreshold({ falsePositive: 2, falseNegative: 2 })).toBe(0.5);
    expect(() => theoreticalThreshold({ falsePositive: 0, falseNegative: 0 })).toThrow(/both 0/);
    expect(() => theoreticalThreshold({ falsePositive: NaN, falseNegative: 1 })).toThrow(
      /falsePositive must be/,
    );
  });
});

const anyCosts = fc.record({
  falsePositive: fc.integer({ min: 1, max: 20 }),
  falseNegative: fc.integer({ min: 1, max: 20 }),
});
const anyRows = fc
  .array(fc.record({ label: fc.constantFrom(0, 1), step: fc.integer({ min: 0, max: 10 }) }), {
    minLength: 1,
    maxLength: 30,
  })
  .map((rows) => ({ labels: rows.map((row) => row.label), probabilities: rows.map((row) => row.step / 10) }));

describe('chooseThreshold', () => {
  it('finds the gap between the classes', () => {
    const rows = { labels: [0, 0, 0, 1, 1], probabilities: [0.3, 0.4, 0.6, 0.7, 0.9], costs: credit };
    const choice = chooseThreshold(rows);
    expect(choice.theoretical).toBeCloseTo(1 / 6, 15);
    expect(choice.theoreticalCost).toBeCloseTo(3 / 5, 12);
    expect(choice.empirical).toBeCloseTo(0.65, 12);
    expect(choice.empiricalCost).toBe(0);
  });

  it('keeps to the theoretical threshold when none is cheaper', () => {
    const rows = { labels: [0, 1], probabilities: [0.1, 0.9], costs: credit };
    expect(chooseThreshold(rows).empirical).toBe(chooseThreshold(rows).theoretical);
  });

  it('takes the nearest of equally cheap thresholds', () => {
    const costs = { falsePositive: 1, falseNegative: 1 };
    const rows = { labels: [0, 1, 0, 1], probabilities: [0.3, 0.4, 0.5, 0.9], costs };
    expect(chooseThreshold(rows)).toMatchObject({ theoreticalCost: 0.5, empiricalCost: 0.25 });
    expect(chooseThreshold(rows).empirical).toBeCloseTo(0.35, 12);
  });

  it('can decide every row as negative or as positive', () => {
    const negative = chooseThreshold({ labels: [0, 0], probabilities: [0.5, 1], costs: credit });
    expect(negative.empirical).toBeGreaterThan(1);
    expect(negative.empiricalCost).toBe(0);
    const positive = chooseThreshold({
      labels: [1, 1],
      probabilities: [0, 0.1],
      costs: { falsePositive: 5, falseNegative: 1 },
    });
    expect(positive.empirical).toBe(0);
    expect(positive.empiricalCost).toBe(0);
  });

  it('counts weights', () => {
    const rows = { labels: [0, 1, 0], probabilities: [0.2, 0.5, 0.8], weights: [1, 1, 10] };
    const costs = { falsePositive: 1, falseNegative: 1 };
    expect(chooseThreshold({ ...rows, costs }).empirical).toBeGreaterThan(0.8);
    expect(chooseThreshold({ ...rows, weights: undefined, costs }).empirical).toBeCloseTo(0.5, 12);
  });

  it('costs what the metric says, and no threshold is cheaper', () => {
    fc.assert(
      fc.property(anyRows, anyCosts, (rows, costs) => {
        const choice = chooseThreshold({ ...rows, costs });
        const at = (threshold: number) =>
          computeMetrics('binary', ['cost'], { ...rows, costs, threshold }).cost;
        expect(choice.theoreticalCost).toBeCloseTo(at(choice.theoretical), 12);
        expect(choice.empiricalCost).toBeCloseTo(at(choice.empirical), 12);
        for (let step = -1; step <= 21; step++) {
          expect(choice.empiricalCost).toBeLessThanOrEqual(at(step / 20 + 0.001) + 1e-12);
        }
      }),
    );
  });
});

describe('costBands', () => {
  it('without a review cost is one threshold', () => {
    expect(costBands(credit)).toEqual({ lower: 1 / 6, upper: 1 / 6 });
    expect(decide(1 / 6, costBands(credit))).toBe('positive');
    expect(decide(0.16, costBands(credit))).toBe('negative');
  });

  it('with one reviews where neither action is cheaper (Chow, 1970)', () => {
    const bands = costBands({ ...credit, review: 0.5 });
    expect(bands.lower).toBeCloseTo(0.1, 12);
    expect(bands.upper).toBeCloseTo(0.5, 12);
    expect([0.05, 0.1, 0.49, 0.5].map((p) => decide(p, bands))).toEqual([
      'negative',
      'review',
      'review',
      'positive',
    ]);
  });

  it('never reviews at too high a cost, and all that is uncertain for nothing', () => {
    expect(costBands({ ...credit, review: 2 })).toEqual(costBands(credit));
    expect(costBands({ ...credit, review: 0 })).toEqual({ lower: 0, upper: 1 });
    expect(costBands({ falsePositive: 0, falseNegative: 1, review: 0 })).toEqual({ lower: 0, upper: 0 });
    expect(() => costBands({ ...credit, review: -1 })).toThrow(/costs\/review must be/);
  });

  it('decides at the least expected cost', () => {
    const review = fc.option(fc.double({ min: 0, max: 10, noNaN: true }), { nil: undefined });
    const probability = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(anyCosts, review, probability, (two, reviewCost, p) => {
        const costs = { ...two, review: reviewCost };
        const actions: Decision[] =
          reviewCost === undefined ? ['negative', 'positive'] : ['negative', 'review', 'positive'];
        const least = Math.min(...actions.map((action) => expectedCost(p, action, costs)));
        expect(expectedCost(p, decide(p, costBands(costs)), costs)).toBeLessThanOrEqual(least + 1e-9);
      }),
    );
  });

  it('refuses what is no probability and a review without a cost', () => {
    expect(() => decide(NaN, costBands(credit))).toThrow(/probability must be/);
    expect(() => expectedCost(0.5, 'review', credit)).toThrow(/no stated cost/);
  });
});

describe('realisedCost and decisionReport', () => {
  const costs = { ...credit, review: 0.5 };

  it('is the mean cost of what was done', () => {
    const decisions: Decision[] = ['positive', 'negative', 'review', 'positive'];
    const labels = [0, 1, 1, 1];
    expect(realisedCost({ labels, decisions }, costs)).toBeCloseTo((1 + 5 + 0.5 + 0) / 4, 12);
    expect(realisedCost({ labels, decisions, weights: [1, 0, 2, 1] }, costs)).toBeCloseTo((1 + 1) / 4, 12);
    expect(() => realisedCost({ labels, decisions: ['review'] }, costs)).toThrow(/decisions must have 4/);
    expect(() => realisedCost({ labels, decisions }, credit)).toThrow(/no stated cost/);
  });

  it('agrees with the metric when no row is reviewed', () => {
    const { labels, probabilities, weights } = binaryRows();
    const bands = costBands(credit);
    const report = decisionReport({ labels, probabilities, weights, costs: credit, bands });
    const metric = computeMetrics('binary', ['cost'], {
      labels,
      probabilities,
      weights,
      costs: credit,
      threshold: bands.upper,
    });
    expect(report.meanCost).toBeCloseTo(metric.cost, 12);
    expect(report.meanCost).toBeCloseTo(0.5673758865248227, 12);
    expect(report.decided.review.count).toBe(0);
  });

  it('counts every row once and shows both constant decisions', () => {
    const { labels, probabilities } = binaryRows();
    const report = decisionReport({ labels, probabilities, costs, bands: costBands(costs) });
    const { negative, review, positive } = report.decided;
    expect(negative.count + review.count + positive.count).toBe(60);
    expect(negative.positives + review.positives + positive.positives).toBe(33);
    expect(review.count).toBeGreaterThan(0);
    expect(report.meanCostAllNegative).toBeCloseTo((5 * 33) / 60, 12);
    expect(report.meanCostAllPositive).toBeCloseTo(27 / 60, 12);
  });
});
