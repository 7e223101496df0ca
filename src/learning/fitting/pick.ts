import type { EncodedTargets } from '../targets.js';

/** The targets of some rows, in the order of `rows`. */
export function pick(targets: EncodedTargets, rows: ArrayLike<number>): EncodedTargets {
  const { data, width, values, importance, weights } = targets;
  const picked: EncodedTargets = { data: new Float32Array(rows.length * width), width };
  copyRows(data, rows, picked.data);
  if (importance) {
    picked.importance = new Float64Array(rows.length * width);
    copyRows(importance, rows, picked.importance);
  }
  if (weights) picked.weights = Float32Array.from(rows, (row) => weights[row]);
  if (!values) return picked;
  // A row has as many values as it has numbers, whatever they are encoded to.
  const own = new Float64Array(rows.length * ((values.length * width) / data.length || 0));
  copyRows(values, rows, own);
  return { ...picked, values: own };
}

function copyRows(
  from: Float32Array | Float64Array,
  rows: ArrayLike<number>,
  to: Float32Array | Float64Array,
): void {
  const width = to.length / rows.length;
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j < width; j++) to[i * width + j] = from[rows[i] * width + j];
  }
}
