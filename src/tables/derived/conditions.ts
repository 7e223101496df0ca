import { InvalidSpecificationError } from '../../core/errors.js';
import type { ColumnSpec } from '../columns/column-spec.js';
import type { Table } from '../table.js';
import { compileExpression, type RowSource } from './compile.js';
import type { DerivedColumnSpec } from './derived-spec.js';
import { columnsOf } from './expression.js';
import { readConditions } from './read-derived.js';

/**
 * Asks rows conditions over their declared and derived columns; one that reads a missing value and could be either does not hold.
 * @returns of a table that has these columns the places of the conditions that hold, row by row.
 * @throws InvalidSpecificationError for what a check of the scenario refuses.
 */
export function conditionsOf(
  conditions: readonly string[],
  given: { columns: readonly ColumnSpec[]; derived: readonly DerivedColumnSpec[] },
): (table: Table) => number[][] {
  const { read, problems } = readConditions(conditions, given, (place) => `/${place}`);
  if (problems.length > 0)
    throw new InvalidSpecificationError('A condition is not valid.', { details: problems });
  const names = [...new Set(read.flatMap(({ expression }) => [...columnsOf(expression)]))];
  const places = new Map(names.map((name, place) => [name, place]));
  const compiled = read.map(({ expression, place }) => ({
    place,
    holds: compileExpression(expression, (name) => places.get(name) ?? -1),
  }));
  return (table) => {
    const source: RowSource = { columns: names.map((name) => table.column(name)), before: () => -1 };
    return Array.from({ length: table.rows }, (_, row) =>
      compiled.filter(({ holds }) => holds(source, row) === 1).map(({ place }) => place),
    );
  };
}
