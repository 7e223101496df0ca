import { describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../core/errors.js';
import { createRandom } from '../../core/random.js';
import { probabilityAbove, residualQuantiles } from './predictive-distribution.js';

describe('a predictive distribution of residuals', () => {
  it('keeps few residuals as they are, and of many their quantiles', () => {
    expect(residualQuantiles([3, -1, 0])).toEqual([-1, 0, 3]);
    const many = residualQuantiles(Float64Array.from({ length: 4001 }, (_, i) => i));
    expect(many).toHaveLength(200);
    expect(many[0]).toBeCloseTo(10);
    expect(many[199]).toBeCloseTo(3990);
  });

  it('tells how much lies above: half of a share beyond the last, linear between two', () => {
    const quantiles = [-1, 0, 3];
    expect(probabilityAbove(quantiles, -2)).toBeCloseTo(5 / 6);
    expect(probabilityAbove(quantiles, -1)).toBeCloseTo(5 / 6);
    expect(probabilityAbove(quantiles, 0)).toBeCloseTo(1 / 2);
    expect(probabilityAbove(quantiles, 1.5)).toBeCloseTo(1 / 3);
    expect(probabilityAbove(quantiles, 4)).toBeCloseTo(1 / 6);
    expect(probabilityAbove(quantiles, -Infinity)).toBeCloseTo(5 / 6);
  });

  it('never rises with the limit, also where residuals are equal', () => {
    const random = createRandom(5);
    const quantiles = residualQuantiles(
      Float64Array.from({ length: 900 }, () => Math.round(3 * random.normal())),
    );
    let before = 1;
    for (let limit = -12; limit <= 12; limit += 0.125) {
      const probability = probabilityAbove(quantiles, limit);
      expect(probability).toBeLessThanOrEqual(before);
      before = probability;
    }
  });

  it('is calibrated where errors are alike', () => {
    const random = createRandom(6);
    const quantiles = residualQuantiles(Float64Array.from({ length: 3000 }, () => random.normal()));
    const above = Array.from({ length: 3000 }, () => random.normal()).filter((error) => error > 0.5).length;
    expect(Math.abs(probabilityAbove(quantiles, 0.5) - above / 3000)).toBeLessThan(0.03);
  });

  it('needs residuals', () => {
    expect(() => residualQuantiles([])).toThrow(InvalidInputError);
    expect(() => residualQuantiles([1, NaN])).toThrow(InvalidInputError);
  });
});
