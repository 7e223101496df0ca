import type { LinkName } from '../../prediction/links.js';
import type { LossName } from './names.js';

/** Some rows as the loss sees them; both arrays row-major. */
export interface LossBatch {
  rows: number;
  /** `[rows, targetWidth]` */
  targets: Float32Array;
  /** Raw outputs of the network `[rows, outputs]`; logits for classification. */
  outputs: Float32Array;
}

export interface LossValues {
  /** Loss of each row `[rows]`. */
  losses: Float64Array;
  /** Derivative of each row's loss by that row's outputs `[rows, outputs]`. */
  gradient: Float32Array;
}

/**
 * What training makes small. A loss is worked out per row, so that rows can carry weights, and outside the engine: the
 * outputs are few, one pass in double precision costs less than the dozen small ops that it replaces, and it is the same on
 * every engine.
 */
export interface Loss {
  readonly name: LossName;
  /** How the raw outputs of a network that learnt by it are read. */
  readonly link: LinkName;
  /** Whether the targets name classes. */
  readonly classes: boolean;
  /** What `fits` and `accepts` ask for, in words. */
  readonly expected: { widths: string; target: string };
  /** Whether a network of so many outputs can be compared with so many targets per row. */
  fits(targetWidth: number, outputs: number): boolean;
  /** Whether one target value is possible. */
  accepts(target: number, outputs: number): boolean;
  evaluate(batch: LossBatch): LossValues;
}
