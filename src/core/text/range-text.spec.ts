import { expect, it } from '@jest/globals';
import { rangeText } from './range-text.js';

it.each([
  [0, 20, '0 to 20'],
  ['2020-01-01', '2021-01-01', '2020-01-01 to 2021-01-01'],
  [0, null, '0 or more'],
  [null, 5.5, '5.5 or less'],
  [-2, Infinity, '-2 or more'],
  [-Infinity, 0, '0 or less'],
  [null, null, 'any'],
])('a range from %j to %j reads as %s', (low, high, text) => {
  expect(rangeText(low, high)).toBe(text);
});
