import type { InputColumns } from '../../models/prediction/examples.js';
import { ownFeatures, type PreparedTable } from '../rows/examples/examples.js';

/** Rows as every model about a treatment reads them. */
export interface ArmInputs {
  rows: number;
  /** Prepared features, row-major `[rows, width]`. */
  features: Float32Array;
  width: number;
  /** The same as a network reads them. */
  inputs: InputColumns;
}

const examples = ownFeatures('');

export function armInputs(prepared: PreparedTable): ArmInputs {
  const { data, rows, width } = prepared.matrix;
  return { rows, features: data, width, inputs: examples.inputs(prepared) };
}
