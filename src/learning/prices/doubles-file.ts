import { DamagedFileError } from '../../core/errors.js';

/** Doubles, little-endian, one array after the other. */
export function writeDoubles(arrays: readonly Float64Array[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(8 * arrays.reduce((sum, { length }) => sum + length, 0)));
  let at = 0;
  for (const array of arrays) for (const value of array) view.setFloat64(8 * at++, value, true);
  return new Uint8Array(view.buffer);
}

/** Arrays of these lengths. @throws DamagedFileError when the file is not of that size. */
export function readDoubles(bytes: Uint8Array, lengths: readonly number[], file: string): Float64Array[] {
  const expected = 8 * lengths.reduce((sum, one) => sum + one, 0);
  if (bytes.length !== expected) {
    throw new DamagedFileError(`${file} is not of its form.`, {
      details: [{ pointer: `/${file}`, expected: `${expected} bytes`, received: `${bytes.length} bytes` }],
    });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  return lengths.map((length) => Float64Array.from({ length }, () => view.getFloat64(8 * at++, true)));
}
