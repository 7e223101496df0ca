import { z } from 'zod';
import { InvalidInputError, InvalidSpecificationError } from '../../../../core/errors.js';
import type { CellValue } from '../../../../tables/columns/column-kind.js';
import type { TaskSpec } from '../task.js';
import type { EncodedTargets } from '../../../targets.js';
import type { NumericColumnSpec } from '../../../../tables/columns/numeric.column.js';

/** The network learns the standardised target; these undo it. */
export const numberStateSchema = z.strictObject({
  mean: z.number(),
  standardDeviation: z.number().positive(),
  unit: z.string().optional(),
});

export type NumberState = z.infer<typeof numberStateSchema>;

/** @throws InvalidSpecificationError for a target that is no number. */
export function numericTarget({ target }: TaskSpec): NumericColumnSpec {
  if (target.kind === 'numeric') return target;
  throw new InvalidSpecificationError('Regression needs a numeric target.', {
    details: [{ pointer: '/target/kind', expected: 'numeric', received: target.kind }],
  });
}

/** @throws InvalidSpecificationError for a target that is no number; InvalidInputError for one that never varies. */
export function fitNumber(values: readonly CellValue[], spec: TaskSpec): NumberState {
  const target = numericTarget(spec);
  const numbers = values.map(Number);
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const variance = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / numbers.length;
  // The mean of equal decimals can differ from them by a last bit, so the variance alone does not tell.
  if (!(variance > 0) || numbers.every((value) => value === numbers[0])) {
    throw new InvalidInputError('The target has the same value in every row, so there is nothing to learn.', {
      details: [{ column: target.name, expected: 'different values', received: `${numbers[0]} only` }],
      withoutData: true,
    });
  }
  const state = { mean, standardDeviation: Math.sqrt(variance) };
  return target.unit ? { ...state, unit: target.unit } : state;
}

export function encodeNumbers(cells: readonly CellValue[], state: NumberState): EncodedTargets {
  const values = Float64Array.from(cells, Number);
  const data = Float32Array.from(values, (value) => (value - state.mean) / state.standardDeviation);
  return { width: 1, data, values };
}

/** Of a residual that float32 standardised, the share that it can be off by. */
const precision = 1e-6;

/**
 * Half the width of an interval up to which a value counts as inside. The widths are residuals of networks' float32, so that a value
 * that lies at the very end, as many do where they are few and whole, would by its last digits fall on either side.
 */
export function reachOf(halfWidth: number, { standardDeviation }: NumberState): number {
  return halfWidth + precision * (halfWidth + standardDeviation);
}

/** Standardised figures back in the target's unit. */
export function decodeNumbers(standardised: ArrayLike<number>, state: NumberState): Float64Array {
  return Float64Array.from(standardised, (value) => state.mean + state.standardDeviation * value);
}
