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
  const values = new Float64Array(rowCount * width).fill(NaN);
  columns.forEach(({ rows, encoded }, place) =>
    rows.forEach((row, i) => {
      data[row * width + place] = encoded.data[i];
      if (encoded.values) values[row * width + place] = encoded.values[i];
    }),
  );
  return columns.some(({ encoded }) => encoded.values) ? { data, width, values } : { data, width };
}

/** What one target is and what was answered to it, on the rows in which it is known. */
export function knownOfTarget(outputs: Float32Array, { data, width, values }: EncodedTargets, place: number) {
  const rows = Int32Array.from({ length: data.length / width }, (_, row) => row).filter(
    (row) => !Number.isNaN(data[row * width + place]),
  );
  const own = (all: Float32Array | Float64Array) =>
    Float64Array.from(rows, (row) => all[row * width + place]);
  const targets: EncodedTargets = { data: Float32Array.from(own(data)), width: 1 };
  if (values) targets.values = own(values);
  return { rows, outputs: Float32Array.from(own(outputs)), targets };
}
