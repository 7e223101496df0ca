import { describe, expect, it } from '@jest/globals';
import { checkTrainingOptions } from '../training/training-options.js';
import { ModelFactory } from '../model-factory.js';

const recommended = (rows: number, classes: boolean, events?: number) => {
  const { options, training } = ModelFactory.recommend('tab-m', { rows, classes, events });
  return { options: ModelFactory.checkOptions('tab-m', options), training: checkTrainingOptions(training) };
};

describe('what TabM is recommended with', () => {
  it.each([
    [10, true, 3],
    [240, true, 100],
    [7000, true, 900],
    [1e6, true, 5e5],
    [30, false, undefined],
    [900, false, undefined],
    [1e6, false, undefined],
  ])('fits its options and the training of %d rows', (rows, classes, events) => {
    const { training } = recommended(rows, classes, events);
    expect(training.batchSize).toBeGreaterThanOrEqual(32);
    expect(training.batchSize).toBeLessThanOrEqual(256);
  });

  it('bends numbers where there is much to learn, and everywhere for a number to predict', () => {
    const numbers = (rows: number, classes: boolean, events?: number) =>
      recommended(rows, classes, events).options.numbers;
    expect(numbers(600, true, 180)).toBe('plain');
    expect(numbers(8000, true, 1000)).toBe('piecewise');
    expect(numbers(600, false)).toBe('piecewise');
  });

  it('takes many rows with few events for a small table', () => {
    expect(recommended(8000, true, 270).options).toMatchObject({ numbers: 'plain', wide: true });
  });
});

it('an architecture without a recommendation leaves its defaults', () => {
  const data = { rows: 100, classes: true };
  expect(ModelFactory.recommend('mlp', data)).toEqual({ options: {}, training: {} });
});
