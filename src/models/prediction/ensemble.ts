import { applyCalibration, type CalibrationState } from '../../evaluation/calibration/index.js';
import type { InputColumns } from './examples.js';
import { inverseLink } from './links.js';
import type { Model } from './model.js';
import type { Network } from '../network/network.js';

/** One model of several that answer together. */
export interface EnsemblePart {
  model: Model;
  /** Its share of the answer; the shares of all parts add up to 1. */
  weight: number;
}

/** Models of one task that answer together: the weighted mean of their linked outputs, calibrated where that was found to help. */
export class Ensemble {
  /**
   * The ensemble takes over the models: they end with it.
   * @param parts at least one; all read the same inputs and have the same link and outputs.
   * @param calibration for probabilities only: of one class, or (a temperature) of several.
   */
  constructor(
    readonly parts: readonly EnsemblePart[],
    readonly calibration?: CalibrationState,
  ) {}

  /** Every network of every part. */
  get members(): readonly Network[] {
    return this.parts.flatMap(({ model }) => model.members);
  }

  /** Linked outputs, row-major `[rows, outputs]`; each row by itself. @throws as `Model.predict`. */
  predict(inputs: InputColumns, rows: number): Float32Array {
    return calibrated(this.blended(inputs, rows), this.parts[0].model, this.calibration);
  }

  dispose(): void {
    for (const { model } of this.parts) model.dispose();
  }

  private blended(inputs: InputColumns, rows: number): Float32Array {
    const [first] = this.parts;
    if (this.parts.length === 1) return first.model.predict(inputs, rows);
    return blend(this.parts.map(({ model, weight }) => ({ outputs: model.predict(inputs, rows), weight })));
  }
}

/** The weighted mean of several models' outputs, summed in their order in double precision and rounded once. */
export function blend(parts: readonly { outputs: Float32Array; weight: number }[]): Float32Array {
  const sums = new Float64Array(parts[0].outputs.length);
  for (const { outputs, weight } of parts) {
    for (let i = 0; i < sums.length; i++) sums[i] += weight * outputs[i];
  }
  return new Float32Array(sums);
}

/** Linked outputs after a calibration; without one as they are. */
export function calibrated(
  outputs: Float32Array,
  { link, shapes }: Pick<Model, 'link' | 'shapes'>,
  calibration: CalibrationState | undefined,
): Float32Array {
  if (!calibration) return outputs;
  const scores = new Float64Array(outputs.length);
  for (let i = 0; i < outputs.length; i++) scores[i] = inverseLink(link, outputs[i]);
  return new Float32Array(applyCalibration(calibration, scores, shapes.outputs));
}
