import type { CellNote } from './column-kind.js';

/** The note of a missing value; one object serves all rows of an encoding. */
export function missingNote(column: string, expected: string): CellNote {
  return { code: 'missing', column, expected, received: 'nothing (missing)' };
}
