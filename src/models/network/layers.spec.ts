import { beforeAll, describe, expect, it } from '@jest/globals';
import { createRandom } from '../../core/random.js';
import { startEngine } from '../../engine/engine.js';
import { tf } from '../../engine/tf.js';
import { glorotUniform, heNormal } from './initialisers.js';
import { dropout } from './layers.js';

describe('dropout', () => {
  beforeAll(async () => {
    await startEngine('wasm');
  });

  const masked = (rate: number, seed: number): Float32Array =>
    tf.tidy(() => dropout(tf.ones([301, 99]), rate, createRandom(seed)).dataSync<'float32'>());

  it('leaves out its share and keeps the mean', () => {
    const values = masked(0.3, 1);
    const dropped = values.filter((value) => value === 0).length / values.length;
    expect(Math.abs(dropped - 0.3)).toBeLessThan(0.01);
    expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length - 1)).toBeLessThan(0.02);
    expect(new Set(values).size).toBe(2);
  });

  it('is the same from the same seed and another from another', () => {
    expect(masked(0.5, 4)).toEqual(masked(0.5, 4));
    expect(masked(0.5, 4)).not.toEqual(masked(0.5, 5));
  });
});

describe('initialisers', () => {
  const fan = { inputs: 200, outputs: 100 };
  const spread = (values: Float32Array): number =>
    Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

  it('spread as Glorot and He say', () => {
    const glorot = glorotUniform(createRandom(1), fan);
    expect(spread(glorot)).toBeCloseTo(Math.sqrt(2 / 300), 3);
    expect(Math.max(...glorot.map(Math.abs))).toBeLessThanOrEqual(Math.fround(Math.sqrt(6 / 300)));
    expect(spread(heNormal(createRandom(1), fan))).toBeCloseTo(Math.sqrt(2 / 200), 3);
  });
});
