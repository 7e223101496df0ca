import type { CellValue } from '../columns/column-kind.js';
import type { ColumnSpec } from '../columns/column-spec.js';
import { roleOf } from '../columns/roles.js';
import type { ColumnProfile } from './profile-schema.js';

/** What a profile has to know of a column. */
export type ProfiledColumn = Pick<ColumnSpec, 'name' | 'kind' | 'role'>;

const ofKind: Readonly<Record<ColumnSpec['kind'], ColumnProfile['type']>> = {
  numeric: 'number',
  date: 'number',
  categorical: 'text',
  ordinal: 'text',
  boolean: 'text',
  identifier: 'counts',
  list: 'counts',
};

/** The values as they are told: yes and no are numbers in a table. */
export function readable({ kind }: ProfiledColumn, values: readonly CellValue[]): readonly CellValue[] {
  if (kind !== 'boolean') return values;
  return values.map((value) => (value === null ? null : String(value === 1)));
}

/** As what the values of a column are measured; of those that are only counted, names of rows among them, no value may be told. */
export function measured(column: ProfiledColumn): ColumnProfile['type'] {
  return roleOf(column) === 'identifier' ? 'counts' : ofKind[column.kind];
}
