import { expect, it } from '@jest/globals';
import { mayHaveLostDigits } from './lost-digits.js';

it('digits are lost of whole numbers beyond 2^53 only', () => {
  const given = JSON.parse(
    '[9007199254740991, 9007199254740993, -9007199254740993, 1e300, 0.1, "9007199254740993", null]',
  ) as unknown[];
  expect(given.map(mayHaveLostDigits)).toEqual([false, true, true, true, false, false, false]);
});
