/**
 * Of each row below `count` whether it is one of `rows`: 1 or 0. Takes a byte a row, where a set ends at 2^24 of them.
 */
export function rowMask(rows: Int32Array, count: number): Uint8Array {
  const mask = new Uint8Array(count);
  for (let i = 0; i < rows.length; i++) mask[rows[i]] = 1;
  return mask;
}
