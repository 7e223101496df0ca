import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DamagedFileError } from '../../core/errors.js';
import { encodeColumn, numericSpec } from './columns.fixture.js';
import { landmarksOf, throughLandmarks } from './landmarks.js';
import { normalQuantile } from '../../core/normal-quantile.js';
import { numericColumn } from './numeric.column.js';

// SciPy 1.17.1: scipy.stats.norm.ppf.
it.each([
  [0.5, 0],
  [0.1, -1.2815515655446004],
  [0.9, 1.2815515655446004],
  [0.025, -1.9599639845400545],
  [0.999, 3.090232306167813],
  [1e-12, -7.034483825301131],
])('the normal quantile at %d', (probability, expected) => {
  expect(normalQuantile(probability)).toBeCloseTo(expected, 6);
});

describe('landmarks', () => {
  it('give each training value the normal quantile of its mean rank', () => {
    const { values, scores } = landmarksOf(Float64Array.of(-0, 2, 2, 900));
    expect(values).toEqual([0, 2, 900]);
    const expected = [0.125, 0.5, 0.875].map(normalQuantile);
    expect(scores).toEqual(expected);
    const score = throughLandmarks({ values, scores });
    expect([-9, 0, 1, 2, 451, 900, 1e9].map(score)).toEqual([
      expected[0],
      expected[0],
      expected[0] / 2,
      0,
      expected[2] / 2,
      expected[2],
      expected[2],
    ]);
  });

  it('never fall, and are few', () => {
    const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
      minLength: 1,
      maxLength: 600,
    });
    fc.assert(
      fc.property(numbers, (given) => {
        const sorted = Float64Array.from(given).sort();
        const landmarks = landmarksOf(sorted);
        expect(landmarks.values.length).toBeLessThanOrEqual(200);
        const scores = Array.from(sorted, throughLandmarks(landmarks));
        scores.forEach((score, i) => expect(score).toBeGreaterThanOrEqual(scores[Math.max(0, i - 1)]));
      }),
    );
  });
});

describe('a numeric column with the transform quantile', () => {
  const column = numericSpec({ transform: 'quantile' });

  it('is standard normal over the training rows, whatever they were like', () => {
    const skewed = Array.from({ length: 999 }, (_, i) => Math.exp((i % 333) / 20));
    const state = numericColumn.fit(skewed, column);
    const features = encodeColumn(skewed, { column, state }).map(([one]) => one);
    const mean = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
    expect(mean(features)).toBeCloseTo(0, 5);
    expect(mean(features.map((one) => one ** 2))).toBeCloseTo(1, 5);
    expect(mean(features.map((one) => one ** 3))).toBeCloseTo(0, 2);
  });

  it('refuses a damaged state', () => {
    const state = numericColumn.fit([1, 2, 4], column);
    expect(numericColumn.parseState(JSON.parse(JSON.stringify(state)), column)).toEqual(state);
    for (const landmarks of [{ values: [2, 1], scores: [0, 1] }, { values: [1, 2], scores: [0] }, {}]) {
      expect(() => numericColumn.parseState({ ...state, landmarks }, column)).toThrow(DamagedFileError);
    }
  });
});
