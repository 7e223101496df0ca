import type { CellValue } from '../columns/column-kind.js';
import { Table } from '../table.js';

/** A moment at which a scenario is asked, and the columns that are not known by then. */
export interface Stage {
  name: string;
  without: readonly string[];
}

/**
 * The stage of each row, as a place in `stages`: the last one all of whose columns the row has, by the columns that some stage
 * lacks. `stages` go from the least known to the most, each knowing what those before it know.
 */
export function stagesOfRows(table: Table, stages: readonly Stage[]): Uint8Array {
  const needed = stages.map(({ without }) => neededAt(table, stages[0].without, without));
  return Uint8Array.from({ length: table.rows }, (_, row) => {
    let stage = 0;
    needed.forEach((columns, i) => {
      if (columns.every((values) => isPresent(values[row]))) stage = i;
    });
    return stage;
  });
}

/** The table as it was known at a stage: without the values that came later. */
export function asKnownAt(table: Table, { without }: Stage): Table {
  return Table.fromColumns(
    table.names.map((name) => {
      const values = table.column(name);
      const known: readonly CellValue[] = without.includes(name) ? values.map(() => null) : values;
      return { name, type: table.type(name), values: known };
    }),
  );
}

/**
 * The table with each row as it was known at its own stage: a value that only a later stage reads is left out, and so is what would be
 * worked out from it.
 */
export function asKnownAtOwn(table: Table, stages: readonly Stage[]): Table {
  const stageOfRow = stagesOfRows(table, stages);
  const late = new Set(stages.flatMap(({ without }) => without));
  const masked = table.names
    .filter((name) => late.has(name))
    .map((name) => {
      const lacking = stages.map(({ without }) => without.includes(name));
      const values = table.column(name).map((value, row) => (lacking[stageOfRow[row]] ? null : value));
      return { name, type: table.type(name), values };
    });
  return table.extended(masked);
}

function neededAt(table: Table, late: readonly string[], without: readonly string[]) {
  return late.filter((name) => !without.includes(name)).map((name) => table.column(name));
}

function isPresent(value: CellValue): boolean {
  return value !== null && !Number.isNaN(value);
}
