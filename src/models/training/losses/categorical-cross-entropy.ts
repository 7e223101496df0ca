import type { Loss, LossBatch, LossValues } from './loss.js';

/**
 * Negative log-likelihood of the right class, from one logit per class. The target is the class's index (0, 1, ...), one
 * number per row.
 */
export const categoricalCrossEntropy: Loss = {
  name: 'categorical-cross-entropy',
  link: 'softmax',
  classes: true,
  expected: { widths: 'one target and at least two outputs', target: 'the index of a class' },
  fits: (targetWidth, outputs) => targetWidth === 1 && outputs >= 2,
  accepts: (target, outputs) => Number.isInteger(target) && target >= 0 && target < outputs,
  evaluate,
};

function evaluate({ rows, targets, outputs }: LossBatch): LossValues {
  const classes = outputs.length / rows;
  const losses = new Float64Array(rows);
  const gradient = new Float32Array(outputs.length);
  for (let row = 0; row < rows; row++) {
    const start = row * classes;
    const end = start + classes;
    // Less the highest logit, no exponential overflows.
    let highest = -Infinity;
    for (let i = start; i < end; i++) highest = Math.max(highest, outputs[i]);
    let total = 0;
    for (let i = start; i < end; i++) total += Math.exp(outputs[i] - highest);
    for (let i = start; i < end; i++) gradient[i] = Math.exp(outputs[i] - highest) / total;
    const right = start + targets[row];
    gradient[right] -= 1;
    losses[row] = Math.log(total) + highest - outputs[right];
  }
  return { losses, gradient };
}
