import type { Part } from '../../../../explanation/parts/parted-case.js';
import { amount, shownValue, valueText } from '../../../../explanation/reason-text.js';
import type { CellValue } from '../../../../tables/columns/column-kind.js';
import type { ColumnSpec } from '../../../../tables/columns/column-spec.js';
import type { Table } from '../../../../tables/table.js';
import type { WindowPart } from '../../examples/window-parts.js';

interface Told {
  columns: readonly ColumnSpec[];
  /** With the derived columns. */
  table: Table;
  /** The row of the table at each step, the oldest first. */
  steps: Int32Array;
  isSensitive: (column: string) => boolean;
}

/** A part of a window in words: `Temperature, 1 to 2 steps before: 12 °C on average`. Its phrases: `explanation/phrases.ts`. */
export function tellWindowPart(part: WindowPart, { columns, table, steps, isSensitive }: Told): Part {
  const { column: name, areMarks } = part;
  const column = columns.find((one) => one.name === name)!;
  const rows = rowsOf(part, steps);
  const { value, text } = areMarks ? markedRows(rows) : whatIs(column, valuesAt(table, name, rows));
  return {
    feature: name,
    value,
    ...(part.steps && { steps: part.steps }),
    told: `${column.meaning.en}${stepsText(part)}: ${text}`,
    isSensitive: isSensitive(name),
  };
}

/** The nearest first. */
function rowsOf({ steps: group }: WindowPart, steps: Int32Array): Int32Array {
  const { from, to } = group ?? { from: 0, to: 0 };
  return steps.slice(steps.length - 1 - to, steps.length - from).reverse();
}

function stepsText({ steps }: WindowPart): string {
  if (!steps) return '';
  if (steps.to === 0) return ', last step';
  return steps.from === steps.to
    ? `, ${steps.from} steps before`
    : `, ${steps.from} to ${steps.to} steps before`;
}

function valuesAt(table: Table, name: string, rows: Int32Array): CellValue[] {
  const values = table.column(name);
  return Array.from(rows, (row) => values[row]);
}

/** Numbers by their mean, of all else what is nearest to the row. */
function whatIs(column: ColumnSpec, values: readonly CellValue[]): Pick<Part, 'value'> & { text: string } {
  const known = values.filter((value) => value !== null);
  const [nearest = null] = known;
  if (values.length === 1 || typeof nearest !== 'number' || column.kind !== 'numeric')
    return { value: shownValue(column, nearest), text: valueText(column, nearest) };
  const mean = known.reduce<number>((sum, value) => sum + Number(value), 0) / known.length;
  const short = Math.sign(mean) * Number(amount(Math.abs(mean)));
  return { value: mean, text: `${valueText(column, short)} on average` };
}

/** How many different rows stand at some steps. */
function markedRows(rows: Int32Array): Pick<Part, 'value'> & { text: string } {
  const count = new Set(rows).size;
  return { value: count, text: `${count} rows` };
}
