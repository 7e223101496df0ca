import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { collectGarbage } from './collect-garbage.js';

it('gives back a large array that nobody holds', async () => {
  const held = () => process.memoryUsage().arrayBuffers;
  collectGarbage();
  const before = held();
  const size = 2 ** 26;
  const holder: { array?: Uint8Array } = { array: new Uint8Array(size).fill(1) };
  const most = before + size / 2;
  expect(held()).toBeGreaterThan(most);
  delete holder.array;
  collectGarbage();
  // A thread of V8's own frees what was found, as soon as it has its turn.
  while (held() > most) await wait(50);
  expect(held()).toBeLessThan(most);
});
