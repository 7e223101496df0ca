import { describe, expect, it } from '@jest/globals';
import { blend, standardise } from './rankers.js';

describe('standardised scores', () => {
  it('have mean 0 and deviation 1 row by row, and zeros where nothing varies', () => {
    const rows = standardise(Float32Array.of(1, 2, 3, 7, 7, 7), 3);
    expect([...rows].map((value) => Math.round(value * 1000) / 1000)).toEqual([-1.225, 0, 1.225, 0, 0, 0]);
    expect([...blend([Float32Array.of(1, 2), Float32Array.of(4, 0)], [0.5, 0.25])]).toEqual([1.5, 1]);
  });
});
