import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../../core/random.js';
import { applyCalibration } from '../../../evaluation/calibration/index.js';
import { createLoss } from '../../../models/training/losses/index.js';
import { chooseCalibration } from './choose-calibration.js';

const loss = createLoss({ name: 'binary-cross-entropy' });
const random = createRandom(5);
const sigmoid = (logit: number) => 1 / (1 + Math.exp(-logit));

/** Rows whose logits are stretched and moved from what they should be. */
function distorted(count: number, distort: (logit: number) => number) {
  const logits = Array.from({ length: count }, () => 2 * random.normal());
  return {
    outputs: Float32Array.from(logits, (logit) => sigmoid(distort(logit))),
    targets: { data: Float32Array.from(logits, (logit) => Number(random.next() < sigmoid(logit))), width: 1 },
  };
}

describe('the choice of a calibration', () => {
  it('is none for probabilities that are right already', () => {
    const { outputs, targets } = distorted(600, (logit) => logit);
    expect(chooseCalibration(outputs, targets, loss)).toBeUndefined();
  });

  it('mends what is too sure of itself', () => {
    const { outputs, targets } = distorted(600, (logit) => 3 * logit);
    const chosen = chooseCalibration(outputs, targets, loss);
    if (!chosen) throw new Error('None was chosen.');
    const [mended] = applyCalibration(chosen, [3]);
    expect(Math.abs(mended - sigmoid(1))).toBeLessThan(0.05);
  });

  it('moves what is off on one side, which no temperature can', () => {
    const { outputs, targets } = distorted(600, (logit) => logit + 2);
    expect(chooseCalibration(outputs, targets, loss)?.method).toBe('platt');
  });

  it('bends where there are rows enough', () => {
    const { outputs, targets } = distorted(2500, (logit) => (logit < 0 ? logit - 2 : 4 * logit));
    expect(chooseCalibration(outputs, targets, loss)?.method).toBe('isotonic');
  });

  it('is a temperature for several classes, and none for numbers or for one class alone', () => {
    const classes = createLoss({ name: 'categorical-cross-entropy' });
    const labels = Float32Array.from({ length: 300 }, () => random.integer(3));
    const sure = Float32Array.from({ length: 900 }, (_, i) => {
      const right = random.next() < 0.6 ? labels[Math.floor(i / 3)] : 0;
      return i % 3 === right ? 0.98 : 0.01;
    });
    for (let row = 0; row < 300; row++) {
      const sum = sure[3 * row] + sure[3 * row + 1] + sure[3 * row + 2];
      for (let c = 0; c < 3; c++) sure[3 * row + c] /= sum;
    }
    expect(chooseCalibration(sure, { data: labels, width: 1 }, classes)?.method).toBe('temperature');
    const numbers = createLoss({ name: 'mean-squared-error' });
    expect(chooseCalibration(sure, { data: new Float32Array(900), width: 1 }, numbers)).toBeUndefined();
    const ones = { data: new Float32Array(300).fill(1), width: 1 };
    expect(chooseCalibration(new Float32Array(300).fill(0.2), ones, loss)?.method).not.toBe('platt');
  });
});
