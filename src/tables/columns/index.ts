import { checkRegisteredFiles } from '../../core/files/registered-files.js';
import { booleanColumn } from './boolean.column.js';
import { categoricalColumn } from './categorical.column.js';
import type { ColumnSpecBase } from './column-base.js';
import type { CellReader, ColumnKind } from './column-kind.js';
import { dateColumn } from './date.column.js';
import { withDeclaredTokens } from './declared-tokens.js';
import { identifierColumn } from './identifier.column.js';
import type { ColumnKindName } from './names.js';
import { listColumn } from './list.column.js';
import { moleculeColumn } from './molecule.column.js';
import { numericColumn } from './numeric.column.js';
import { ordinalColumn } from './ordinal.column.js';
import { positionsColumn } from './positions.column.js';
import { textColumn } from './text.column.js';

/** Every column kind, each with the types of its own declarations. */
export const registry = {
  numeric: numericColumn,
  categorical: categoricalColumn,
  ordinal: ordinalColumn,
  boolean: booleanColumn,
  date: dateColumn,
  identifier: identifierColumn,
  list: listColumn,
  positions: positionsColumn,
  molecule: moleculeColumn,
  text: textColumn,
} satisfies Record<ColumnKindName, ColumnKind>;

/** Every column kind under the name that a specification uses. */
export const columnKinds: Readonly<Record<ColumnKindName, ColumnKind>> = registry;

/** The kind of a declared column. */
export function columnKind(column: Pick<ColumnSpecBase, 'kind'>): ColumnKind {
  return columnKinds[column.kind];
}

/** The reader of a column's cells, which knows its declared tokens for missing values, too. */
export function cellReader(column: ColumnSpecBase): CellReader {
  return withDeclaredTokens(columnKind(column).reader(column), column);
}

/** Loads what the kinds of these columns need: before their cells are read, or what was learnt of them is opened. */
export async function loadKinds(columns: Iterable<Pick<ColumnSpecBase, 'kind'>>): Promise<void> {
  const kinds = new Set(Array.from(columns, columnKind));
  await Promise.all([...kinds].flatMap((kind) => kind.load?.() ?? []));
}

/**
 * Start-up check: every `*.column` file of this folder is registered under its own name, and no other.
 * @throws InvalidSpecificationError naming the file or the name that has no partner.
 */
export function checkColumnKinds(folder = import.meta.dirname): void {
  checkRegisteredFiles({ folder, pattern: /^(.+)\.column\.(?:ts|js)$/, registered: columnKinds });
}
