import { expect, it } from '@jest/globals';
import { startEngine } from './engine.js';
import { numbersOf } from './numbers-of.js';
import { tf } from './tf.js';

it('hands out more numbers than tf.tidy can look through, and leaves no tensor behind', async () => {
  await startEngine();
  // Each bit pattern is another number: one more than a Set holds.
  const count = 2 ** 24 + 1;
  const patterns = Uint32Array.from({ length: count }, (_, i) => i + 1);
  const values = new Float32Array(patterns.buffer);
  const before = tf.memory().numTensors;
  const found = numbersOf(() => tf.tensor1d(values));
  expect(found.length).toBe(count);
  expect(found[count - 1]).toBe(values[count - 1]);
  expect(tf.memory().numTensors).toBe(before);
});
