import { describe, expect, it } from '@jest/globals';
import { intervalFigures, type AnsweredRow } from './index.js';

const row = (value: number, halfWidth: number, actual: number): AnsweredRow => {
  const [lower, upper] = [value - halfWidth, value + halfWidth];
  return { value, lower, upper, actual, inside: actual >= lower && actual <= upper };
};

describe('the figures of intervals', () => {
  it('are the share inside, the median width and the interval score', () => {
    const rows = [row(10, 1, 10), row(10, 2, 13), row(10, 3, 6), row(10, 4, 14)];
    const figures = intervalFigures(rows, 0.9);
    expect(figures).toMatchObject({ rows: 4, covered: 0.5, medianWidth: 5 });
    // Widths 2, 4, 6 and 8; two values lie 1 outside, which costs 2 / 0.1 each (Gneiting & Raftery, 2007, equation 43).
    expect(figures.score).toBeCloseTo((2 + 4 + 6 + 8 + 20 + 20) / 4, 9);
    expect(figures.thirds).toBeUndefined();
  });

  it('are told apart for low, middle and high predictions, in whatever order rows come', () => {
    const rows = Array.from({ length: 30 }, (_, i) => row((i * 7) % 30, 1, ((i * 7) % 30) + (i % 2)));
    const wrong = rows.map((one) => (one.value < 20 ? one : row(one.value, 2, one.value + 5)));
    expect(intervalFigures(wrong, 0.9).thirds).toEqual([
      { from: 0, to: 9, rows: 10, covered: 1, medianWidth: 2 },
      { from: 10, to: 19, rows: 10, covered: 1, medianWidth: 2 },
      { from: 20, to: 29, rows: 10, covered: 0, medianWidth: 4 },
    ]);
  });
});
