import type { Loss, LossBatch, LossValues } from './loss.js';

/** A loss that compares each output with the target at the same place. */
interface PointwiseLoss extends Pick<Loss, 'name' | 'link' | 'classes' | 'accepts'> {
  expectedTarget: string;
  value: (target: number, output: number) => number;
  /** Derivative of `value` by the output. */
  slope: (target: number, output: number) => number;
  /** Whether a target may be NaN, for unknown: its output is neither judged nor moved. */
  masked?: boolean;
}

/**
 * The mean of a pointwise loss over the outputs of a row. An unknown target counts as an output without a loss, so that every known
 * one weighs the same in whichever row it stands.
 */
export function pointwise({
  expectedTarget,
  value,
  slope,
  accepts,
  masked = false,
  ...rest
}: PointwiseLoss): Loss {
  function evaluate({ rows, targets, outputs }: LossBatch): LossValues {
    const width = outputs.length / rows;
    const losses = new Float64Array(rows);
    const gradient = new Float32Array(outputs.length);
    for (let i = 0; i < outputs.length; i++) {
      if (masked && Number.isNaN(targets[i])) continue;
      losses[Math.floor(i / width)] += value(targets[i], outputs[i]) / width;
      gradient[i] = slope(targets[i], outputs[i]) / width;
    }
    return { losses, gradient };
  }
  const expected = { widths: 'as many outputs as targets', target: expectedTarget };
  return {
    ...rest,
    expected,
    accepts: (target, outputs) => accepts(target, outputs) || (masked && Number.isNaN(target)),
    fits: (targetWidth, outputs) => targetWidth === outputs,
    evaluate,
  };
}
