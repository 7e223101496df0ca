import type { Loss, LossBatch, LossValues } from './loss.js';

/**
 * Pinball loss (Koenker & Bassett, 1978): output `i` of a target learns the quantile `levels[i]`. With several targets
 * the levels of the first target come first. A row's loss is the mean over its outputs.
 */
export function quantile(levels: readonly number[]): Loss {
  function evaluate({ rows, targets, outputs }: LossBatch): LossValues {
    const width = outputs.length / rows;
    const losses = new Float64Array(rows);
    const gradient = new Float32Array(outputs.length);
    for (let i = 0; i < outputs.length; i++) {
      const level = levels[i % levels.length];
      const shortfall = targets[Math.floor(i / levels.length)] - outputs[i];
      losses[Math.floor(i / width)] += Math.max(level * shortfall, (level - 1) * shortfall) / width;
      gradient[i] = (shortfall > 0 ? -level : shortfall < 0 ? 1 - level : 0) / width;
    }
    return { losses, gradient };
  }
  return {
    name: 'quantile',
    link: 'identity',
    classes: false,
    expected: { widths: `${levels.length} outputs per target`, target: 'a finite number' },
    fits: (targetWidth, outputs) => outputs === targetWidth * levels.length,
    accepts: (target) => Number.isFinite(target),
    evaluate,
  };
}
