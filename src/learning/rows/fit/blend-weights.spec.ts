import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../../core/random.js';
import { createLoss } from '../../../models/training/losses/index.js';
import { blendWeights, meanLoss } from './blend-weights.js';

const squares = createLoss({ name: 'mean-squared-error' });
const yesOrNo = createLoss({ name: 'binary-cross-entropy' });
const random = createRandom(1);
const draw = (count: number, deviation: number) =>
  Float32Array.from({ length: count }, () => deviation * random.normal());

describe('the shares of a blend', () => {
  const actual = draw(2000, 1);
  const targets = { data: actual, width: 1 };
  const off = (deviation: number) => draw(2000, deviation).map((error, i) => actual[i] + error);

  it('are those that make the errors of independent models least', () => {
    // The best share of each is as the inverse of its squared error: 4/5 and 1/5.
    const weights = blendWeights([off(0.5), off(1)], targets, squares) ?? [];
    expect(weights[0]).toBeGreaterThan(0.7);
    expect(weights[0]).toBeLessThan(0.9);
    expect(weights[0] + weights[1]).toBeCloseTo(1, 12);
  });

  it('leave out what does not help, and are none where one model is as good', () => {
    const good = off(0.5);
    const worse = good.map((value, i) => value + 2 * (value - actual[i]));
    expect(blendWeights([worse, good], targets, squares)).toBeUndefined();
    const weights = blendWeights([worse, good, off(0.5)], targets, squares) ?? [];
    expect(weights[0]).toBe(0);
    expect(weights[1]).toBeGreaterThan(0.35);
  });

  it('are found for probabilities by their log loss', () => {
    const labels = Float32Array.from({ length: 2000 }, () => Number(random.next() < 0.5));
    const guess = () => labels.map((label) => 1 / (1 + Math.exp(-(2 * label - 1 + 1.5 * random.normal()))));
    const outputs = [guess(), guess()];
    const known = { data: labels, width: 1 };
    const weights = blendWeights(outputs, known, yesOrNo) ?? [];
    expect(Math.abs(weights[0] - 0.5)).toBeLessThan(0.2);
  });

  it('measure linked outputs as the loss does raw ones, also at the ends', () => {
    const known = { data: Float32Array.of(1, 0), width: 1 };
    expect(meanLoss(Float32Array.of(0.8, 0.4), known, yesOrNo)).toBeCloseTo(
      -(Math.log(0.8) + Math.log(0.6)) / 2,
      6,
    );
    expect(meanLoss(Float32Array.of(0, 1), known, yesOrNo)).toBeGreaterThan(10);
    expect(meanLoss(Float32Array.of(0, 1), known, yesOrNo)).toBeLessThan(20);
  });
});
