import { expect, it } from '@jest/globals';
import { collectGarbage } from './collect-garbage.js';

it('gives back a large array that nobody holds', () => {
  const held = () => process.memoryUsage().arrayBuffers;
  collectGarbage();
  const before = held();
  const size = 2 ** 26;
  (() => new Uint8Array(size).fill(1).length)();
  collectGarbage();
  expect(held() - before).toBeLessThan(size / 2);
});
