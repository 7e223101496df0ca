import type { CellValue } from '../../../tables/columns/column-kind.js';
import type { EncodedTargets } from '../../targets.js';
import type { TargetValue } from '../examples/examples.js';

/** The values of all targets in a row, in their order; null where one is unknown. */
export type TargetValues = readonly CellValue[];

/** The values of one target, and which rows they are of: those in which it is known. */
export function valuesOfTarget(values: readonly TargetValue[], place: number) {
  const own = values.map((row) => (row as TargetValues)[place]);
  const rows = Int32Array.from(own.keys()).filter((row) => own[row] !== null);
  return { rows, values: Array.from(rows, (row) => own[row]) };
}

/** One number per row and target, row-major; NaN where a target is unknown. */
export function joinTargets(
  rowCount: number,
  columns: readonly { rows: Int32Array; encoded: EncodedTargets }[],
): EncodedTargets {
  const width = columns.length;
  const data = new Float32Array(rowCount * width).fill(NaN);
  columns.forEach(({ rows, encoded }, place) =>
    rows.forEach((row, i) => (data[row * width + place] = encoded.data[i])),
  );
  return { data, width };
}

/** What one target is and what was answered to it, on the rows in which it is known. */
export function knownOfTarget(outputs: Float32Array, { data, width }: EncodedTargets, place: number) {
  const own = columnOf(data, width, place);
  const rows = Int32Array.from(own.keys()).filter((row) => !Number.isNaN(own[row]));
  const pick = (column: Float32Array) => Float32Array.from(rows, (row) => column[row]);
  return {
    rows,
    outputs: pick(columnOf(outputs, width, place)),
    targets: { data: pick(own), width: 1 },
  };
}

function columnOf(data: Float32Array, width: number, place: number): Float32Array {
  return Float32Array.from({ length: data.length / width }, (_, row) => data[row * width + place]);
}
