import type { Loss, LossBatch, LossValues } from './loss.js';

/** A loss that compares each output with the target at the same place. */
interface PointwiseLoss extends Pick<Loss, 'name' | 'link' | 'classes' | 'accepts'> {
  expectedTarget: string;
  value: (target: number, output: number) => number;
  /** Derivative of `value` by the output. */
  slope: (target: number, output: number) => number;
}

/** The mean of a pointwise loss over the outputs of a row. */
export function pointwise({ expectedTarget, value, slope, ...rest }: PointwiseLoss): Loss {
  function evaluate({ rows, targets, outputs }: LossBatch): LossValues {
    const width = outputs.length / rows;
    const losses = new Float64Array(rows);
    const gradient = new Float32Array(outputs.length);
    for (let i = 0; i < outputs.length; i++) {
      losses[Math.floor(i / width)] += value(targets[i], outputs[i]) / width;
      gradient[i] = slope(targets[i], outputs[i]) / width;
    }
    return { losses, gradient };
  }
  const expected = { widths: 'as many outputs as targets', target: expectedTarget };
  return { ...rest, expected, fits: (targetWidth, outputs) => targetWidth === outputs, evaluate };
}
