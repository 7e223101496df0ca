import type { ColumnSpecBase } from './column-base.js';
import { columnKind } from './index.js';
import type { ColumnRoleName } from './names.js';

/** What of a declaration tells the role of its column. */
type Declared = Pick<ColumnSpecBase, 'kind' | 'role'>;

/** What a column is for: as declared, else what its kind is for by itself. */
export function roleOf(column: Declared): ColumnRoleName {
  return column.role ?? columnKind(column).role ?? 'input';
}

/** The role of a column where it is another than that of its kind, which need not be told. */
export function declaredRole({ kind, role }: Declared): ColumnRoleName | undefined {
  return role === roleOf({ kind }) ? undefined : role;
}

/** Whether the model reads the column. */
export function isInput(column: Declared): boolean {
  return roleOf(column) === 'input';
}

/** Other columns that features of this one are made of, too. */
export function columnsBeside(column: ColumnSpecBase): readonly string[] {
  return isInput(column) ? (columnKind(column).beside?.(column) ?? []) : [];
}

/** Whether a feature may come of the column, as itself or by a derived column: hour and weekday of the time are such. */
export function mayBeLearntFrom(column: Declared): boolean {
  const role = roleOf(column);
  return role === 'input' || role === 'time';
}
