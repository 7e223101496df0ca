import type { CellValue } from '../columns/column-kind.js';
import { sortedNumbers } from '../columns/statistics.js';
import type { Table } from '../table.js';
import { numberFigures } from './number-profile.js';
import { measured, readable, type ProfiledColumn } from './profiled-column.js';
import type { ColumnProfile, GroupColumnProfile, Grouping } from './profile-schema.js';
import { leastNamed, textCounts, textFigures } from './text-profile.js';

/** So many groups are described, the largest. */
const mostGroups = 20;

interface GroupedBy {
  /** The column whose values make the groups. */
  name: string;
  columns: readonly ProfiledColumn[];
  /** Of the table as a whole, in the order of the columns. */
  profiles: readonly ColumnProfile[];
}

/** Every other column within the rows of each value of one; rows without a value are of no group. */
export function profileGroups(table: Table, { name, columns, profiles }: GroupedBy): Grouping {
  const sizes = table.groupBy([name]).aggregate({ [name]: 'count' });
  const counts = sizes.column(`${name}_count`) as readonly number[];
  const groups = Array.from(sizes.column(name), (value, i) => ({ value, rows: counts[i] }))
    .filter(({ value }) => value !== null)
    .sort((a, b) => b.rows - a.rows);
  const described = groups.filter(({ rows }) => rows >= leastNamed).slice(0, mostGroups);
  const others = groups.filter((group) => !described.includes(group));
  const column = columns.find((one) => one.name === name);
  const rowsOf = rowsByValue(table.column(name));
  return {
    column: name,
    groups: described.map(({ value, rows }) => ({
      value: column && measured(column) !== 'counts' ? String(readable(column, [value])[0]) : null,
      rows,
      columns: columns.flatMap((one, i) => {
        if (one === column) return [];
        const values = table.column(one.name);
        const own = (rowsOf.get(value) ?? []).map((row) => values[row]);
        return [groupColumn(profiles[i], readable(one, own))];
      }),
    })),
    leftOut: { groups: others.length, rows: others.reduce((sum, { rows }) => sum + rows, 0) },
  };
}

function rowsByValue(values: readonly CellValue[]): Map<CellValue, number[]> {
  const rows = new Map<CellValue, number[]>();
  values.forEach((value, row) => {
    const known = rows.get(value);
    if (known) known.push(row);
    else rows.set(value, [row]);
  });
  return rows;
}

function groupColumn(whole: ColumnProfile, values: readonly CellValue[]): GroupColumnProfile {
  const { name, type } = whole;
  if (type === 'counts') return { name, type, ...textCounts(values) };
  if (type === 'text') {
    const known = new Set(whole.frequencies.map(({ value }) => value));
    return { name, type, ...textFigures(values, known) };
  }
  return {
    name,
    type,
    ...numberFigures(sortedNumbers(values), { rows: values.length, edges: whole.edges }),
  };
}
