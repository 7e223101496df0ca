import { DamagedFileError } from '../../core/errors.js';

/** @param pointer JSON pointer into the file, where it has one. */
export function damaged(
  file: string,
  expected: string,
  received: string,
  pointer?: string,
): DamagedFileError {
  const place = pointer === undefined ? file : `${file} at ${pointer || '/'}`;
  const message = `${place} is damaged or of another version: expected ${expected}, received ${received}.`;
  return new DamagedFileError(message, { details: [{ pointer, expected, received }] });
}
