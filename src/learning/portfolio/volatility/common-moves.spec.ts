import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../../core/random.js';
import { asCorrelatedNow, commonMoves } from './common-moves.js';

const width = 6;
const random = createRandom(6);

/** Residuals that correlate by `share`, for so many days. */
function days(count: number, share: number): number[] {
  return Array.from({ length: count }, () => {
    const common = random.normal();
    return Array.from(
      { length: width },
      () => Math.sqrt(share) * common + Math.sqrt(1 - share) * random.normal(),
    );
  }).flat();
}

function correlation(residuals: Float64Array): number {
  const rows = residuals.length / width;
  let [product, square] = [0, 0];
  for (let row = 0; row < rows; row++) {
    product += residuals[row * width] * residuals[row * width + 1];
    square += (residuals[row * width] ** 2 + residuals[row * width + 1] ** 2) / 2;
  }
  return product / square;
}

describe('what assets have in common', () => {
  const residuals = Float64Array.from([...days(800, 0.8), ...days(400, 0.1)]);
  const common = commonMoves(residuals, width);

  it('is followed as it changes', () => {
    expect(common.shares[790]).toBeGreaterThan(0.5);
    expect(common.shares[1190]).toBeLessThan(0.45);
  });

  it('is that of now in scenarios of days that had more of it, and their variance stays', () => {
    const calm = asCorrelatedNow(residuals, common, { first: 100, day: 1200, width });
    const before = residuals.slice(100 * width, 1200 * width);
    expect(correlation(calm)).toBeLessThan(correlation(before) - 0.2);
    const variance = (values: Float64Array) =>
      values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(Math.abs(variance(calm) / variance(before) - 1)).toBeLessThan(0.2);
  });

  it('knows nothing of the day and later ones', () => {
    const changed = residuals.map((value, at) => (at < 1000 * width ? value : 3 * value));
    const own = asCorrelatedNow(residuals, common, { first: 500, day: 1000, width });
    expect(asCorrelatedNow(changed, commonMoves(changed, width), { first: 500, day: 1000, width })).toEqual(
      own,
    );
  });
});
