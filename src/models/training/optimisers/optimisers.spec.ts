import { describe, expect, it } from '@jest/globals';
import { createOptimiser, optimiserNames, optimiserSchema, type Parameters } from './index.js';

/** One weight that decays and one that does not. */
function parameters(values: number[]): Parameters {
  return {
    values: Float32Array.from(values),
    gradient: new Float32Array(values.length),
    segments: [
      { start: 0, end: 1, decay: true },
      { start: 1, end: values.length, decay: false },
    ],
  };
}

function steps(spec: unknown, gradients: number[][], rate = 0.1): Float32Array {
  const optimiser = createOptimiser(optimiserSchema.parse(spec));
  const weights = parameters([1, -2]);
  for (const gradient of gradients) {
    weights.gradient.set(gradient);
    optimiser.step(weights, rate);
  }
  return weights.values;
}

function expectClose(found: Float32Array, expected: number[]): void {
  expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 5));
}

describe('one or two steps worked out by hand', () => {
  it('of sgd', () => {
    expectClose(steps({ name: 'sgd' }, [[1, -1]]), [0.9, -1.9]);
  });

  it('of momentum', () => {
    const plain = { name: 'momentum', momentum: 0.5, nesterov: false };
    // Velocity 1, then 0.5 + 1.
    expectClose(
      steps(plain, [
        [1, 0],
        [1, 0],
      ]),
      [1 - 0.1 - 0.15, -2],
    );
    // Looks ahead: 1 + 0.5, then 1 + 0.5 · 1.5.
    expectClose(
      steps({ ...plain, nesterov: true }, [
        [1, 0],
        [1, 0],
      ]),
      [1 - 0.15 - 0.175, -2],
    );
  });

  it('of adam: the first step has the length of the rate, whatever the gradient', () => {
    expectClose(steps({ name: 'adam' }, [[1e-3, -5]]), [0.9, -1.9]);
    // Second step: means 0.19 / 0.19 and 0.09 / 0.19 corrected; squares alike.
    const mean = 0.09 / (1 - 0.9 ** 2);
    const square = 0.000999 / (1 - 0.999 ** 2);
    expectClose(
      steps({ name: 'adam' }, [
        [1, 1],
        [1, 0],
      ]),
      [0.8, -2.1 - (0.1 * mean) / Math.sqrt(square)],
    );
  });

  it('of adamw: the decay is apart from the gradient and spares what is not marked', () => {
    expectClose(steps({ name: 'adamw', weightDecay: 0.5 }, [[0, 0]]), [0.95, -2]);
    expectClose(steps({ name: 'adamw', weightDecay: 0.5 }, [[3, 3]]), [0.85, -2.1]);
  });
});

describe.each(optimiserNames)('the optimiser %s', (name) => {
  it('finds the bottom of a bowl', () => {
    const optimiser = createOptimiser(
      optimiserSchema.parse({ name, ...(name === 'adamw' && { weightDecay: 0 }) }),
    );
    const weights = parameters([3, -4]);
    for (let i = 0; i < 3000; i++) {
      weights.gradient.set([2 * (weights.values[0] - 1), 20 * (weights.values[1] - 2)]);
      optimiser.step(weights, 0.01);
    }
    expect(weights.values[0]).toBeCloseTo(1, 2);
    expect(weights.values[1]).toBeCloseTo(2, 2);
  });
});
