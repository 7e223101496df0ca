import { describe, expect, it } from '@jest/globals';
import { nearestName } from './nearest-name.js';

const names = ['basics/linear-regression', 'finance/credit-scoring', 'retail/churn'];

describe('nearestName', () => {
  it.each([
    ['credit-scoring', 'finance/credit-scoring'],
    ['finance/credit-scorin', 'finance/credit-scoring'],
    ['Finance/Credit-Scoring', 'finance/credit-scoring'],
    ['credit-scorings', 'finance/credit-scoring'],
    ['finance/credti_scoring', 'finance/credit-scoring'],
    ['retail/chrun', 'retail/churn'],
    ['linear-regresion', 'basics/linear-regression'],
  ])('takes %s for %s', (given, meant) => {
    expect(nearestName(given, names)).toBe(meant);
  });

  it.each(['weather', 'x', '', 'finance'])('has no idea what %j means', (given) => {
    expect(nearestName(given, names)).toBeUndefined();
  });

  it('guesses nothing where two are called the same', () => {
    expect(nearestName('churn', ['retail/churn', 'telecom/churn'])).toBeUndefined();
  });
});
