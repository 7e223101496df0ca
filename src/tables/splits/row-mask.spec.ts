import { expect, it } from '@jest/globals';
import { rowMask } from './row-mask.js';

it('holds which rows are among some, and more of them than a set does', () => {
  expect([...rowMask(Int32Array.of(3, 1), 5)]).toEqual([0, 1, 0, 1, 0]);
  const count = 2 ** 24 + 2;
  const mask = rowMask(
    Int32Array.from({ length: count }, (_, row) => row),
    count,
  );
  expect(mask[count - 1]).toBe(1);
});
