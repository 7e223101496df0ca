import { describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../core/errors.js';
import { createRandom } from '../../core/random.js';
import { linearValue, logisticRidge, ridge } from './ridge.js';

const random = createRandom(2);
const width = 3;
const count = 200;
const features = Float64Array.from({ length: count * width }, () => random.normal());
const rows = Int32Array.from({ length: count }, (_, row) => row);
const design = { features, width, rows };
const at = (row: number, i: number) => features[row * width + i];

describe('ridge regression', () => {
  it('is the line through two points without a penalty', () => {
    const [slope, constant] = ridge({ features: [1, 3], width: 1, rows: [0, 1] }, [5, 9], 0);
    expect(slope).toBeCloseTo(2, 12);
    expect(constant).toBeCloseTo(3, 12);
  });

  it('is where the penalised squares have no slope, and does not penalise the constant', () => {
    const targets = Array.from(rows, (row) => 100 + 2 * at(row, 0) - at(row, 2) + random.normal());
    const penalty = 5;
    const found = ridge(design, targets, penalty);
    const errors = targets.map((target, row) => target - linearValue(found, design, row));
    expect(errors.reduce((sum, error) => sum + error, 0)).toBeCloseTo(0, 8);
    for (let i = 0; i < width; i++) {
      const slope = errors.reduce((sum, error, row) => sum + error * at(row, i), 0);
      expect(slope).toBeCloseTo(penalty * found[i], 8);
    }
  });

  it('learns from the rows that it is given alone', () => {
    const some = rows.slice(0, 50);
    const targets = Array.from(rows, (row) => (row < 50 ? at(row, 1) : 1e6));
    expect(ridge({ ...design, rows: some }, targets, 1e-6)[1]).toBeCloseTo(1, 5);
  });

  it('says that features which are no numbers have no solution', () => {
    expect(() => ridge({ features: [NaN, 1], width: 1, rows: [0, 1] }, [1, 2], 1)).toThrow(InvalidInputError);
  });
});

describe('logistic regression', () => {
  it('is where the penalised likelihood has no slope', () => {
    const labels = Array.from(rows, (row) =>
      random.next() < 1 / (1 + Math.exp(1 - 2 * at(row, 0))) ? 1 : 0,
    );
    const penalty = 1;
    const found = logisticRidge(design, labels, penalty);
    const errors = labels.map((label, row) => label - 1 / (1 + Math.exp(-linearValue(found, design, row))));
    expect(errors.reduce((sum, error) => sum + error, 0)).toBeCloseTo(0, 6);
    for (let i = 0; i < width; i++) {
      const slope = errors.reduce((sum, error, row) => sum + error * at(row, i), 0);
      expect(slope).toBeCloseTo(penalty * found[i], 6);
    }
    expect(found[0]).toBeGreaterThan(1);
  });

  it('stays finite where a feature tells the label', () => {
    const labels = Array.from(rows, (row) => (at(row, 0) > 0 ? 1 : 0));
    for (const value of logisticRidge(design, labels, 1)) expect(Number.isFinite(value)).toBe(true);
  });
});
