import { describe, expect, it } from '@jest/globals';
import { classSampleWeights, classWeightTable } from './class-weights.js';

const rows = { rows: 4, targets: Float32Array.of(0, 0, 0, 1), targetWidth: 1 };

describe('class weights', () => {
  it('balanced: every class counts alike and the mean weight is 1', () => {
    const table = classWeightTable(rows, 'balanced');
    expect([...classSampleWeights(rows, table)]).toEqual([2 / 3, 2 / 3, 2 / 3, 2].map(Math.fround));
  });

  it('balanced counts rows by their own weights, which stay', () => {
    const weighted = { ...rows, weights: Float32Array.of(1, 1, 0, 2) };
    const table = classWeightTable(weighted, 'balanced');
    expect([...classSampleWeights(weighted, table)]).toEqual([1, 1, 0, 2]);
  });

  it('given ones are taken, and a class without one is named', () => {
    expect([...classSampleWeights(rows, classWeightTable(rows, { '0': 1, '1': 5 }))]).toEqual([1, 1, 1, 5]);
    expect(() => classWeightTable(rows, { '0': 1 })).toThrow('a weight for the class 1');
  });

  it('need targets that are classes', () => {
    expect(() => classWeightTable({ ...rows, targets: Float32Array.of(0, 0.5, 0, 1) }, 'balanced')).toThrow(
      '0.5',
    );
    expect(() => classWeightTable({ ...rows, rows: 2, targetWidth: 2 }, 'balanced')).toThrow(
      '2 targets per row',
    );
  });
});
