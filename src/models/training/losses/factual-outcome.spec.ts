import { describe, expect, it } from '@jest/globals';
import { createLoss } from './index.js';

const evaluate = (targets: number[], outputs: number[], options = {}) =>
  createLoss({ name: 'factual-outcome', ...options }).evaluate({
    rows: targets.length / 2,
    targets: Float32Array.from(targets),
    outputs: Float32Array.from(outputs),
  });

describe('the loss of factual outcomes', () => {
  it('judges and moves only the arm that a row was in', () => {
    const { losses, gradient } = evaluate([0, 3, 1, 5], [1, 100, -100, 4]);
    expect([...losses]).toEqual([4, 1]);
    expect([...gradient]).toEqual([-4, 0, 0, -2]);
  });

  it('adds cross-entropy and targeted regularisation of a DragonNet, by hand', () => {
    // Propensity 0.5 and step 0.25: of a treated row y - mu1 - 0.25 / 0.5 = 5 - 4 - 0.5.
    const { losses } = evaluate([1, 5], [0, 4, 0, 0.25], { propensity: 2, targeted: 3 });
    expect(losses[0]).toBeCloseTo(1 + 2 * Math.log(2) + 3 * 0.25, 12);
    // Of an untreated one y - mu0 + 0.25 / 0.5.
    const untreated = evaluate([0, 5], [4, 0, 0, 0.25], { propensity: 0, targeted: 1 });
    expect(untreated.losses[0]).toBeCloseTo(1 + 1.5 ** 2, 12);
  });

  it('stays finite where a network is sure of who is treated', () => {
    const { losses, gradient } = evaluate([1, 1, 0, 1], [0, 0, -200, 1, 0, 0, 200, 1]);
    for (const value of [...losses, ...gradient]) expect(Number.isFinite(value)).toBe(true);
  });
});
