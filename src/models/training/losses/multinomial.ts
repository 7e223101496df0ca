import type { Loss, LossBatch, LossValues } from './loss.js';

/**
 * Cross-entropy between the shares of a row's targets and the softmax of its outputs: the multinomial likelihood of a whole
 * history at once (Liang et al., 2018). A row without any target costs nothing.
 */
export const multinomial: Loss = {
  name: 'multinomial',
  link: 'softmax',
  classes: false,
  expected: { widths: 'as many outputs as targets, at least two', target: 'a count of 0 or more' },
  fits: (targetWidth, outputs) => targetWidth === outputs && outputs >= 2,
  accepts: (target) => Number.isFinite(target) && target >= 0,
  evaluate,
};

function evaluate({ rows, targets, outputs }: LossBatch): LossValues {
  const width = outputs.length / rows;
  const losses = new Float64Array(rows);
  const gradient = new Float32Array(outputs.length);
  const powers = new Float64Array(width);
  for (let row = 0; row < rows; row++) {
    const start = row * width;
    const end = start + width;
    let count = 0;
    let highest = -Infinity;
    for (let i = start; i < end; i++) {
      count += targets[i];
      highest = Math.max(highest, outputs[i]);
    }
    if (count === 0) continue;
    let total = 0;
    for (let i = start; i < end; i++) {
      powers[i - start] = Math.exp(outputs[i] - highest);
      total += powers[i - start];
    }
    let loss = Math.log(total) + highest;
    for (let i = start; i < end; i++) {
      const share = targets[i] / count;
      if (share > 0) loss -= share * outputs[i];
      gradient[i] = powers[i - start] / total - share;
    }
    // The exact value is never below zero; a last bit of rounding may be.
    losses[row] = Math.max(0, loss);
  }
  return { losses, gradient };
}
