import type { CellValue } from '../columns/column-kind.js';
import type { ColumnSpec } from '../columns/column-spec.js';
import { columnKind } from '../columns/index.js';
import { roleOf } from '../columns/roles.js';
import type { ColumnProfile } from './profile-schema.js';

/** What a profile has to know of a column. */
export type ProfiledColumn = Pick<ColumnSpec, 'name' | 'kind' | 'role'>;

/** The values as they are told. */
export function readable(column: ProfiledColumn, values: readonly CellValue[]): readonly CellValue[] {
  const { tell } = columnKind(column).profiled;
  return tell ? values.map((value) => (value === null ? null : tell(value))) : values;
}

/** As what the values of a column are measured; names of rows among them are only counted. */
export function measured(column: ProfiledColumn): ColumnProfile['type'] {
  return roleOf(column) === 'identifier' ? 'counts' : columnKind(column).profiled.as;
}
