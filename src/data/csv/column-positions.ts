import { InvalidInputError, shown, type ErrorDetail } from '../../core/errors.js';
import type { ColumnSpec } from '../columns/column-spec.js';

/** Position of every column in the header, -1 for an optional column that is not there. */
export function columnPositions(
  columns: readonly ColumnSpec[],
  header: readonly string[],
  where: string,
): number[] {
  const positions = columns.map((column) => header.indexOf(column.name));
  const details: ErrorDetail[] = columns
    .filter((column, i) => positions[i] < 0 && column.optional !== true)
    .map((column) => ({
      column: column.name,
      expected: `a column ${shown(column.name)}`,
      received: 'no such column',
    }));
  if (details.length > 0) {
    throw new InvalidInputError(`${where}: columns are missing.`, {
      details,
      hint: `The header has ${header.map((name) => shown(name)).join(', ')}.`,
    });
  }
  return positions;
}
