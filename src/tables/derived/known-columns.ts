import type { ColumnSpec } from '../columns/column-spec.js';
import { columnKind } from '../columns/index.js';
import { mayBeLearntFrom, roleOf } from '../columns/roles.js';
import type { KnownColumn } from './expression.js';

/** Declared columns as expressions see them: those of a kind that can be read. */
export function knownColumns(columns: readonly ColumnSpec[]): Map<string, KnownColumn> {
  return new Map(
    columns.flatMap((column) => {
      const known = columnKind(column).expressionValues?.(column);
      if (!known) return [];
      const closed = mayBeLearntFrom(column) ? {} : { closed: roleOf(column) };
      return [[column.name, { ...known, ...closed }] as const];
    }),
  );
}
