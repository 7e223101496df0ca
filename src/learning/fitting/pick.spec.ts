import { expect, it } from '@jest/globals';
import { pick } from './pick.js';

it('takes the targets of some rows, and what they are as they were read', () => {
  const targets = { data: Float32Array.of(1, 2, 3, 4, 5, 6), width: 2 };
  expect(pick(targets, [2, 0])).toEqual({ data: Float32Array.of(5, 6, 1, 2), width: 2 });
  const numbers = { ...targets, values: Float64Array.of(0.1, 0.2, 0.3) };
  expect(pick(numbers, [2, 0]).values).toEqual(Float64Array.of(0.3, 0.1));
  expect(pick(numbers, []).values).toEqual(new Float64Array());
});
