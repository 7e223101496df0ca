import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRandom } from '../../core/random.js';
import { metrics, metricsOf } from '../metrics/index.js';
import type { Metric } from '../metrics/metric.js';
import { binaryRows, multiclassRows, regressionRows } from '../reference.fixture.js';
import { bootstrapIntervals } from './bootstrap.js';

const rows = binaryRows(300);

describe('bootstrapIntervals', () => {
  it('repeats itself under one seed and differs under another', () => {
    const draw = (seed: number) =>
      bootstrapIntervals('binary', ['auc', 'brier'], rows, { seed, resamples: 200 });
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1).auc.lower).not.toBe(draw(2).auc.lower);
    expect(draw(1).auc.value).toBe(draw(2).auc.value);
  });

  it('gives every metric the same resamples, whichever others are asked for', () => {
    const alone = bootstrapIntervals('binary', ['auc'], rows, { seed: 5, resamples: 100 });
    const among = bootstrapIntervals('binary', ['brier', 'auc', 'gini'], rows, { seed: 5, resamples: 100 });
    expect(among.auc).toEqual(alone.auc);
    expect(among.gini.lower).toBeCloseTo(2 * among.auc.lower - 1, 12);
  });

  it('comes near the normal interval of a mean', () => {
    const random = createRandom(3);
    const predicted = Array.from({ length: 2000 }, () => random.normal());
    const errors = predicted.map((value) => value ** 2);
    const mean = errors.reduce((sum, value) => sum + value, 0) / errors.length;
    const variance = errors.reduce((sum, value) => sum + (value - mean) ** 2, 0) / errors.length;
    const reach = 1.96 * Math.sqrt(variance / errors.length);
    const { mse } = bootstrapIntervals(
      'regression',
      ['mse'],
      { actual: predicted.map(() => 0), predicted },
      { seed: 1 },
    );
    expect(mse.value).toBeCloseTo(mean, 12);
    expect(Math.abs(mse.lower - (mean - reach))).toBeLessThan(0.15 * reach);
    expect(Math.abs(mse.upper - (mean + reach))).toBeLessThan(0.15 * reach);
  });

  it('equals metrics of rows that are really repeated', () => {
    // One row of the two, or both.
    const two = { actual: [3, 3], predicted: [5, 5] };
    const { mae } = bootstrapIntervals('regression', ['mae'], two, { seed: 1, resamples: 10 });
    expect(mae).toEqual({ value: 2, lower: 2, upper: 2, definedResamples: 10 });
  });

  it('has no bounds for one row, or for one row of a class', () => {
    const single = { actual: [3], predicted: [5] };
    const { mae } = bootstrapIntervals('regression', ['mae'], single, { seed: 1, resamples: 10 });
    expect(mae).toEqual({ value: 2, lower: NaN, upper: NaN, definedResamples: 10 });
    const labels = Array.from({ length: 40 }, (_, row) => Number(row === 3));
    const probabilities = labels.map((label, row) => (label ? 0.5 : row / 50));
    const figures = bootstrapIntervals('binary', ['auc', 'brier'], { labels, probabilities }, { seed: 1 });
    expect(figures.auc).toMatchObject({ value: expect.any(Number), lower: NaN, upper: NaN });
    expect(figures.brier.lower).toBeGreaterThan(0);
  });

  it('keeps the weight of a row that is drawn', () => {
    const weighted = { actual: [0, 0], predicted: [1, 100], weights: [1, 0] };
    const { mae } = bootstrapIntervals('regression', ['mae'], weighted, { seed: 1, resamples: 100 });
    expect(mae).toMatchObject({ value: 1, lower: 1, upper: 1 });
  });

  it('counts the resamples on which a metric is undefined, and has none when stratified', () => {
    const few = { labels: [0, 0, 0, 1], probabilities: [0.1, 0.2, 0.3, 0.9] };
    const plain = bootstrapIntervals('binary', ['auc'], few, { seed: 1, resamples: 500 });
    // Without the one positive: (3/4)^4 = 0.32 of the resamples.
    expect(plain.auc.definedResamples).toBeGreaterThan(280);
    expect(plain.auc.definedResamples).toBeLessThan(400);
    const stratified = bootstrapIntervals('binary', ['auc'], few, {
      seed: 1,
      resamples: 500,
      stratified: true,
    });
    expect(stratified.auc.definedResamples).toBe(500);
    const one = bootstrapIntervals(
      'binary',
      ['auc'],
      { labels: [1], probabilities: [0.5] },
      { seed: 1, resamples: 5 },
    );
    expect(one.auc).toEqual({ value: NaN, lower: NaN, upper: NaN, definedResamples: 0 });
  });

  it('keeps the rows of each class when stratified', () => {
    const { accuracy } = bootstrapIntervals(
      'binary',
      ['accuracy'],
      { labels: rows.labels, probabilities: rows.labels.map(() => 0), threshold: 0.5 },
      { seed: 1, resamples: 50, stratified: true },
    );
    expect(accuracy.lower).toBe(accuracy.value);
    expect(accuracy.upper).toBe(accuracy.value);
    const several = bootstrapIntervals('multiclass', ['macro_f1'], multiclassRows(), {
      seed: 1,
      resamples: 50,
      stratified: true,
    });
    expect(several.macro_f1.definedResamples).toBe(50);
    expect(() =>
      bootstrapIntervals('regression', ['mse'], regressionRows(), { seed: 1, stratified: true }),
    ).toThrow(/regression predictions lack/);
  });

  it('widens with the coverage, and keeps within the range of the metric', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const narrow = bootstrapIntervals('binary', ['auc'], rows, { seed, resamples: 60, coverage: 0.8 });
        const wide = bootstrapIntervals('binary', ['auc'], rows, { seed, resamples: 60, coverage: 0.95 });
        expect(wide.auc.lower).toBeLessThanOrEqual(narrow.auc.lower);
        expect(wide.auc.upper).toBeGreaterThanOrEqual(narrow.auc.upper);
        expect(wide.auc.lower).toBeGreaterThanOrEqual(0);
        expect(wide.auc.upper).toBeLessThanOrEqual(1);
      }),
      { numRuns: 20 },
    );
  });

  it('covers the true AUC about as often as it says', () => {
    // Probability p uniform, label Bernoulli(p): AUC = 5/6.
    const random = createRandom(11);
    let covered = 0;
    const samples = 60;
    for (let i = 0; i < samples; i++) {
      const probabilities = Array.from({ length: 150 }, () => random.next());
      const labels = probabilities.map((p) => Number(random.next() < p));
      const { auc } = bootstrapIntervals(
        'binary',
        ['auc'],
        { labels, probabilities },
        { seed: i, resamples: 200 },
      );
      if (auc.lower <= 5 / 6 && auc.upper >= 5 / 6) covered++;
    }
    expect(covered / samples).toBeGreaterThan(0.85);
  });

  it('refuses options that make no interval', () => {
    expect(() => bootstrapIntervals('binary', ['auc'], rows, { seed: 1, resamples: 0 })).toThrow(
      /resamples must be/,
    );
    expect(() => bootstrapIntervals('binary', ['auc'], rows, { seed: 1, coverage: 95 })).toThrow(
      /coverage must be/,
    );
  });

  it('sees every metric unchanged after a resample, so that none keeps state', () => {
    const costs = { falsePositive: 1, falseNegative: 5 };
    const ones = new Float64Array(rows.labels.length).fill(1);
    const some = ones.map((_, i) => i % 3);
    for (const name of metricsOf('binary')) {
      const metric: Metric = metrics[name];
      const statistic = metric.prepare.binary!({ ...rows, costs });
      const first = statistic(ones);
      expect(statistic(some)).not.toBe(first);
      expect(statistic(ones)).toBe(first);
    }
  });
});
