import { describe, expect, it } from '@jest/globals';
import { placeholderNumberFindings, placeholderNumbers } from './placeholder-numbers.js';

const range = (from: number, count: number, step = 1) =>
  Array.from({ length: count }, (_, i) => from + (i % 40) * step);

describe('a number that seems to stand for a missing one', () => {
  it.each<[what: string, others: number[], placeholder: number]>([
    ['the glucose of nobody', range(60, 200, 3), 0],
    ['the temperature of absolute zero', range(250, 200, 1.3), 0],
    ['a code below an age', range(18, 200, 2), -1],
    ['a code below a change', range(-20, 200), -999],
    ['a code above a share', range(0.1, 200, 0.1), 999],
  ])('is found in its rows: %s', (_, others, placeholder) => {
    const values = [placeholder, ...others, placeholder];
    expect(placeholderNumbers(values)).toEqual([{ number: placeholder, rows: [0, values.length - 1] }]);
  });

  it.each<[what: string, others: number[], value: number]>([
    ['no visit before', range(1, 200), 0],
    ['no rain', range(0.2, 200, 0.2), 0],
    ['an income of nobody', range(1000, 200, 200), 0],
    ['one step below', range(-3, 200), -1],
    ['a large amount', range(100, 200, 60), 999],
    ['few answers', [2, 3, 4, 2, 3, 4, 2, 3], 0],
  ])('is none where it may well be a value: %s', (_, others, value) => {
    expect(placeholderNumbers([value, ...others, value])).toEqual([]);
  });

  it('is none in a single row, and texts and missing values do not count', () => {
    expect(placeholderNumbers([-999, ...range(18, 200)])).toEqual([]);
    expect(placeholderNumbers([null, '0', ...range(60, 200), '0'])).toEqual([]);
  });

  it('is said with what declares it', () => {
    const [finding, ...others] = placeholderNumberFindings([0, 0, ...range(60, 200, 3)]);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ code: 'placeholder-number', rows: [0, 1] });
    expect(finding.text.en).toContain('missing_tokens: ["0"]');
    expect(finding.text.zh).toContain('missing_tokens: ["0"]');
  });
});
