import { beforeAll, describe, expect, it } from '@jest/globals';
import { startEngine } from '../../engine/engine.js';
import { tf } from '../../engine/tf.js';
import { SeasonPath, type SeasonOptions } from './season-path.js';
import { WeightStore } from './weight-store.js';

const shape = { steps: 8, channels: 2 };
const season: SeasonOptions = { steps: 5, ahead: [1, 3], level: 2 };

/** Two outputs for each of two steps ahead, from values whose first `unknown` steps no row stands for. */
function added(values: readonly number[], unknown = 0): number[] {
  return tf.tidy(() => {
    const path = new SeasonPath(new WeightStore(), shape, season, 4);
    const steps = values.map((value, step) => [value, step < unknown ? 0 : 1]);
    const history = tf.tensor3d([steps]);
    // Without the sign of 0.
    return Array.from(path.forward(history).dataSync<'float32'>(), (value) => value + 0);
  });
}

describe('the path from a season before', () => {
  beforeAll(async () => {
    await startEngine('wasm');
  });

  it('adds by how much the value of that time lay above its level', () => {
    // The present step is the last, 7; a season before it is step 2, whose level is the mean of steps 1 and 2.
    expect(added([90, 4, 6, 8, 90, 2, 90, 90])).toEqual([3, 3, -3, -3]);
  });

  it('adds nothing where no row stands for that time', () => {
    expect(added([4, 4, 4, 8, 4, 2, 1, 1], 2)).toEqual([0, 0, 0, 0]);
    expect(added([4, 4, 4, 8, 4, 2, 1, 1], 1)).toEqual([4, 4, -2, -2]);
  });

  it.each([
    ['a window that does not reach back', { ...season, steps: 7 }, 4],
    ['a step ahead beyond the window', { ...season, ahead: [1, 6] }, 4],
    ['outputs that do not divide by the steps ahead', season, 5],
  ])('is refused for %s', (_, options, outputs) => {
    expect(() => new SeasonPath(new WeightStore(), shape, options, outputs)).toThrow(
      expect.objectContaining({ details: [expect.objectContaining({ pointer: '/model/options/season' })] }),
    );
  });

  it('is refused for a history that marks no rows', () => {
    const unmarked = { steps: 8, channels: 1 };
    expect(() => new SeasonPath(new WeightStore(), unmarked, season, 4)).toThrow('marks its rows');
  });
});
