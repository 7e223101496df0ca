import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DamagedFileError } from '../../core/errors.js';
import { createRandom } from '../../core/random.js';
import { computeMetrics } from '../metrics/index.js';
import { binaryRows, multiclassRows } from '../reference.fixture.js';
import { sigmoid } from './calibrator.js';
import { applyCalibration, calibrationMethods, fitCalibration, parseCalibration } from './index.js';
import { applyIsotonic, fitIsotonic } from './isotonic.js';
import { applyPlatt, fitPlatt } from './platt.js';
import { expectedCalibrationError, reliabilityCurve } from './reliability-curve.js';
import { applyTemperature, fitTemperature } from './temperature.js';

const { labels, probabilities, weights } = binaryRows();
const scores = probabilities.map((p) => Math.log((p + 0.025) / (1.025 - p)));

// The figures: scikit-learn 1.9.1 and SciPy 1.17.1, printed by test/reference/metrics.py.
describe('reliabilityCurve', () => {
  const equalWidth = {
    observedRate: [0.2, 0.5, 0.5, 0.5, 2 / 3, 0.4, 2 / 3, 2 / 3, 5 / 6, 0.8],
    meanProbability: [0.03, 0.55 / 3, 0.2875, 0.375, 1.375 / 3, 0.56, 2.05 / 3, 0.75, 2.6 / 3, 0.99],
  };
  const equalCount = {
    observedRate: [1 / 3, 1 / 6, 0.5, 0.5, 5 / 7, 0.4, 4 / 7, 2 / 3, 5 / 6, 0.8],
    meanProbability: [0, 0.1, 0.65 / 3, 0.3, 3 / 7, 0.54, 4.7 / 7, 0.75, 2.6 / 3, 0.99],
  };
  it.each([
    ['equal-width' as const, equalWidth],
    ['equal-count' as const, equalCount],
  ])('agrees with scikit-learn in bins of %s', (strategy, expected) => {
    const curve = reliabilityCurve({ labels, probabilities }, { strategy });
    expect(curve.map((bin) => bin.observedRate)).toEqual(
      expected.observedRate.map((rate) => expect.closeTo(rate, 12)),
    );
    expect(curve.map((bin) => bin.meanProbability)).toEqual(
      expected.meanProbability.map((p) => expect.closeTo(p, 12)),
    );
    expect(curve.reduce((sum, bin) => sum + bin.count, 0)).toBe(60);
  });

  it('leaves empty bins out and heeds weights', () => {
    const rows = { labels: [0, 1, 1], probabilities: [0.05, 0.05, 0.95], weights: [3, 1, 0] };
    expect(reliabilityCurve(rows)).toEqual([
      { lower: 0, upper: 0.1, count: 2, meanProbability: expect.closeTo(0.05, 12), observedRate: 0.25 },
    ]);
    expect(() => reliabilityCurve(rows, { bins: 0 })).toThrow(/bins must be/);
  });

  it('has the error of its bins', () => {
    expect(expectedCalibrationError({ labels, probabilities })).toBeCloseTo(0.1558333333333333, 12);
    expect(expectedCalibrationError({ labels, probabilities }, { strategy: 'equal-count' })).toBeCloseTo(
      0.1725,
      12,
    );
    expect(expectedCalibrationError({ labels: [0, 1], probabilities: [0, 1] })).toBe(0);
    expect(expectedCalibrationError({ labels: [0, 1], probabilities: [0.5, 0.5] }, { bins: 1 })).toBe(0);
  });
});

describe('Platt scaling', () => {
  it('reaches the optimum that SciPy finds', () => {
    const state = fitPlatt({ scores, labels });
    expect(state.slope).toBeCloseTo(0.3583071036134244, 9);
    expect(state.intercept).toBeCloseTo(0.2729387530923196, 9);
    const weighted = fitPlatt({ scores, labels, weights });
    expect(weighted.slope).toBeCloseTo(0.34332940133635925, 9);
    expect(weighted.intercept).toBeCloseTo(0.3495309696372367, 9);
  });

  it('stays finite on separable and on equal scores', () => {
    const separable = fitPlatt({ scores: [-1000, -999, 999, 1000], labels: [0, 0, 1, 1] });
    expect(applyPlatt(separable, [1000])[0]).toBeCloseTo(0.75, 2);
    const equal = applyPlatt(fitPlatt({ scores: [2, 2, 2, 2], labels: [0, 1, 1, 1] }), [2]);
    // Targets 4/5, three times, and 1/3.
    expect(equal[0]).toBeCloseTo((3 * 0.8 + 1 / 3) / 4, 6);
  });

  it('undoes a shift and a scale of the scores', () => {
    const moved = fitPlatt({ scores: scores.map((score) => 1e4 + 50 * score), labels });
    const expected = applyPlatt(fitPlatt({ scores, labels }), scores);
    const actual = applyPlatt(
      moved,
      scores.map((score) => 1e4 + 50 * score),
    );
    actual.forEach((p, i) => expect(p).toBeCloseTo(expected[i], 8));
  });
});

describe('temperature scaling', () => {
  it('reaches the optimum that SciPy finds', () => {
    expect(fitTemperature({ logits: scores, labels }).temperature).toBeCloseTo(2.6973184232427307, 9);
    const rows = multiclassRows();
    const logits = rows.probabilities.map((p) => 3 * Math.log(p));
    const state = fitTemperature({ logits, labels: rows.labels, width: 3, weights: rows.weights });
    expect(state.temperature).toBeCloseTo(3.1680406329943374, 9);
    const back = applyTemperature({ method: 'temperature', temperature: 3 }, logits, 3);
    back.forEach((p, i) => expect(p).toBeCloseTo(rows.probabilities[i], 12));
  });

  it('stops at its bounds', () => {
    expect(fitTemperature({ logits: [-5, 5], labels: [0, 1] }).temperature).toBeCloseTo(0.01, 12);
    expect(fitTemperature({ logits: [5, -5], labels: [0, 1] }).temperature).toBeCloseTo(100, 9);
  });

  it('one logit is the pair of 0 and itself', () => {
    const state = { method: 'temperature', temperature: 2 } as const;
    expect(applyTemperature(state, [3])[0]).toBeCloseTo(sigmoid(1.5), 15);
    expect(applyTemperature(state, [0, 3], 2)[1]).toBeCloseTo(sigmoid(1.5), 15);
    expect(applyTemperature(state, [-2000, 2000])).toEqual(Float64Array.of(0, 1));
    expect(() => fitTemperature({ logits: [1, 2], labels: [0], width: 3 })).toThrow(/logits must have 3/);
  });
});

describe('isotonic regression', () => {
  const at = [0, 0.12, 0.3, 0.475, 0.5, 0.61, 0.8, 1];
  it('agrees with scikit-learn', () => {
    const plain = [0.2, 0.32, 0.5, 7 / 13, 7 / 13, 7 / 13, 0.7590909090909091, 9 / 11];
    const weighted = [
      0.19230769230769232,
      0.34225028702640636,
      38 / 67,
      38 / 67,
      38 / 67,
      38 / 67,
      0.7642857142857143,
      0.85,
    ];
    const actual = applyIsotonic(fitIsotonic({ scores: probabilities, labels }), at);
    expect(Array.from(actual)).toEqual(plain.map((value) => expect.closeTo(value, 12)));
    const heeding = applyIsotonic(fitIsotonic({ scores: probabilities, labels, weights }), at);
    expect(Array.from(heeding)).toEqual(weighted.map((value) => expect.closeTo(value, 12)));
  });

  it('is constant beyond its ends and leaves rows of weight 0 out', () => {
    const state = fitIsotonic({ scores: [1, 2, 3], labels: [0, 1, 0], weights: [1, 1, 0] });
    expect(state).toEqual({ method: 'isotonic', scores: [1, 2], values: [0, 1] });
    expect(Array.from(applyIsotonic(state, [-9, 1.25, 9]))).toEqual([0, 0.25, 1]);
  });

  it('rises, keeps the mean and is no worse than any constant', () => {
    const row = fc.record({ score: fc.integer({ min: 0, max: 9 }), label: fc.constantFrom(0, 1) });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (drawn) => {
        const rows = [...drawn, { score: 4, label: 0 }, { score: 5, label: 1 }];
        const own = { scores: rows.map((r) => r.score), labels: rows.map((r) => r.label) };
        const fitted = applyIsotonic(fitIsotonic(own), own.scores);
        const curve = applyIsotonic(fitIsotonic(own), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        for (let i = 1; i < curve.length; i++) expect(curve[i]).toBeGreaterThanOrEqual(curve[i - 1]);
        const mean = (values: ArrayLike<number>) =>
          Array.from(values).reduce((sum, v) => sum + v, 0) / rows.length;
        expect(mean(fitted)).toBeCloseTo(mean(own.labels), 10);
        const rate = mean(own.labels);
        const { brier } = computeMetrics('binary', ['brier'], { labels: own.labels, probabilities: fitted });
        expect(brier).toBeLessThanOrEqual(rate * (1 - rate) + 1e-12);
      }),
    );
  });
});

describe('every calibration', () => {
  it.each([...calibrationMethods])('%s survives JSON and mends overconfident scores', (method) => {
    const random = createRandom(8);
    const draw = (count: number) => {
      const logits = Array.from({ length: count }, () => 1.5 * random.normal());
      return {
        scores: logits.map((logit) => 3 * logit),
        labels: logits.map((logit) => Number(random.next() < sigmoid(logit))),
      };
    };
    const state = fitCalibration(method, draw(2000));
    const stored = parseCalibration(JSON.parse(JSON.stringify(state)));
    const test = draw(2000);
    const mended = applyCalibration(stored, test.scores);
    expect(mended).toEqual(applyCalibration(state, test.scores));
    const error = (p: ArrayLike<number>) =>
      expectedCalibrationError({ labels: test.labels, probabilities: p });
    expect(error(mended)).toBeLessThan(0.04);
    expect(error(test.scores.map(sigmoid))).toBeGreaterThan(0.08);
  });

  it('refuses rows of one class, ragged rows and scores that are not finite', () => {
    expect(() => fitCalibration('platt', { scores: [1, 2], labels: [1, 1] })).toThrow(
      /all rows are of class 1/,
    );
    expect(() => fitCalibration('isotonic', { scores: [1, 2], labels: [0, 1], weights: [1, 0] })).toThrow(
      /of class 0/,
    );
    expect(() => fitCalibration('isotonic', { scores: [1], labels: [0, 1] })).toThrow(/scores must have 2/);
    expect(() => fitCalibration('temperature', { scores: [1, NaN], labels: [0, 1] })).toThrow(/logits\[1\]/);
  });

  it.each([
    ['nothing', null],
    ['another method', { method: 'beta' }],
    ['a missing number', { method: 'platt', slope: 1 }],
    ['a temperature of 0', { method: 'temperature', temperature: 0 }],
    ['falling values', { method: 'isotonic', scores: [1, 2], values: [0.5, 0.4] }],
    ['scores that do not rise', { method: 'isotonic', scores: [1, 1], values: [0.4, 0.5] }],
    ['ragged knots', { method: 'isotonic', scores: [1, 2], values: [0.4] }],
    ['an unknown key', { method: 'temperature', temperature: 1, extra: 1 }],
  ])('a stored state with %s is damaged', (_, json) => {
    expect(() => parseCalibration(json)).toThrow(DamagedFileError);
  });
});
