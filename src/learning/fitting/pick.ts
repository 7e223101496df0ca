import type { EncodedTargets } from '../targets.js';

/** The targets of some rows, in the order of `rows`. */
export function pick(targets: EncodedTargets, rows: ArrayLike<number>): EncodedTargets {
  const { data, width } = targets;
  const picked = new Float32Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j < width; j++) picked[i * width + j] = data[rows[i] * width + j];
  }
  return { data: picked, width };
}
