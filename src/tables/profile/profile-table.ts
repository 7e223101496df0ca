import type { CellValue } from '../columns/column-kind.js';
import { sortedNumbers } from '../columns/statistics.js';
import type { Table } from '../table.js';
import { binEdges, numberFigures, quantileProbabilities } from './number-profile.js';
import { profileGroups } from './profile-groups.js';
import type { ColumnProfile, NumberColumnProfile, Profile } from './profile-schema.js';
import { measured, readable, type ProfiledColumn } from './profiled-column.js';
import { textCounts, textFigures } from './text-profile.js';

export interface ProfileOptions {
  /** A column of classes by which the others are described, too. */
  target?: string;
  /** The column whose values are series by which the others are described, too. */
  series?: string;
  /** Columns of which is told how many rows their values have. */
  rowsPer?: readonly string[];
}

/**
 * What the rows of a table are like, column by column, as plain JSON: enough to measure later by how much other rows differ from
 * them. Values of identifiers and lists are counted and never named, texts only where several rows have them; see docs/data.md.
 * Columns that the table does not have are left out.
 * @throws InvalidInputError when a column named in the options is not there.
 */
export function profileTable(
  table: Table,
  columns: readonly ProfiledColumn[],
  { target, series, rowsPer = [] }: ProfileOptions = {},
): Profile {
  const known = columns.filter(({ name }) => table.has(name));
  const profiles = known.map((column) => profileColumn(column, readable(column, table.column(column.name))));
  const by = (name: string | undefined) =>
    name === undefined ? undefined : profileGroups(table, { name, columns: known, profiles });
  return {
    format: 1,
    rows: table.rows,
    quantileProbabilities,
    columns: profiles,
    byTarget: by(target),
    bySeries: by(series),
    rowsPer: rowsPer.map((name) => rowsPerValue(table, name)),
  };
}

function profileColumn(column: ProfiledColumn, values: readonly CellValue[]): ColumnProfile {
  const { name, kind } = column;
  const type = measured(column);
  if (type === 'counts') return { name, kind, type, ...textCounts(values) };
  if (type === 'text') return { name, kind, type, ...textFigures(values) };
  const sorted = sortedNumbers(values);
  const edges = binEdges(sorted);
  return { name, kind, type, ...numberFigures(sorted, { rows: values.length, edges }), edges };
}

function rowsPerValue(table: Table, name: string): NumberColumnProfile {
  const groups = table.groupBy([name]).aggregate({ [name]: 'count' });
  // The group of the missing values counts none.
  const counts = groups.column(`${name}_count`).filter((count) => count !== 0);
  return profileColumn({ name, kind: 'numeric' }, counts) as NumberColumnProfile;
}
