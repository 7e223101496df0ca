import { InvalidInputError, shown, type ErrorDetail } from '../../core/errors.js';
import { firstDetails, listedNames } from '../../core/text/lists.js';
import type { ColumnSpec } from '../columns/column-spec.js';

/** Position of every column in the header, -1 for an optional column that is not there. */
export function columnPositions(
  columns: readonly ColumnSpec[],
  header: readonly string[],
  where: string,
): number[] {
  const positions = columns.map((column) => header.indexOf(column.name));
  const missing: ErrorDetail[] = columns
    .filter((column, i) => positions[i] < 0 && column.optional !== true)
    .map((column) => ({
      column: column.name,
      expected: `a column ${shown(column.name)}`,
      received: 'no such column',
    }));
  if (missing.length > 0) throw missingColumns(missing, header, where);
  return positions;
}

/** Some of the columns that a table must have are not in its header. */
export function missingColumns(
  missing: readonly ErrorDetail[],
  header: readonly string[],
  where: string,
): InvalidInputError {
  const { details, more } = firstDetails(missing);
  return new InvalidInputError(`${where}: columns are missing${more}.`, {
    details,
    hint: `The header has ${listedNames(header)}.`,
  });
}
