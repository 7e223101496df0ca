import { InvalidSpecificationError } from '../../core/errors.js';
import type { CellValue } from '../columns/column-kind.js';
import type { Table, TableColumn } from '../table.js';
import { compileExpression, type RowFunction, type RowSource } from './compile.js';
import type { DerivedColumnSpec } from './derived-spec.js';
import { evaluateExpression } from './evaluate.js';
import { columnsOf, reachOf } from './expression.js';
import { readDerived, type DerivedContext, type ReadDerived } from './read-derived.js';
import type { Series } from '../danfo/danfo.js';

/** The rows of a table as series: the row so many rows before a row; -1 where there is none. */
export type SeriesOf = (table: Table) => RowSource['before'];

/** The derived columns of a scenario, in the two ways in which they are worked out. Both give the same, bit for bit. */
export interface Derivation {
  /** The table with the derived columns, by danfo's operations on columns: while learning. */
  learn(table: Table): Table;
  /** The same by a function of a row that was compiled once: while scoring, where milliseconds matter. */
  score(table: Table): Table;
  /** How many rows before a row its derived columns look back to at most; 0 where they read the row alone. */
  readonly reach: number;
  /** The declared columns that it reads. */
  readonly reads: readonly string[];
}

/** @throws InvalidSpecificationError for what a check of the scenario refuses. */
export function derivationOf(
  derived: readonly DerivedColumnSpec[],
  context: DerivedContext & { seriesOf?: SeriesOf },
): Derivation {
  const { read, problems } = readDerived(derived, context);
  if (problems.length > 0) {
    throw new InvalidSpecificationError('A derived column is not valid.', { details: problems });
  }
  const reach = totalReach(read);
  const before = reach > 0 && context.seriesOf ? context.seriesOf : () => noRowBefore;
  const score = compiled(read, before);
  return { learn: (table) => learnt(table, read, before), score, reach, reads: declaredOf(read) };
}

const noRowBefore: RowSource['before'] = () => -1;

/** A derived column looks back as far as it says and as far as those that it reads. */
function totalReach(read: readonly ReadDerived[]): number {
  const reaches = new Map<string, number>();
  for (const { name, expression } of read) {
    const inner = [...columnsOf(expression)].map((column) => reaches.get(column) ?? 0);
    reaches.set(name, reachOf(expression) + Math.max(0, ...inner));
  }
  return Math.max(0, ...reaches.values());
}

function learnt(table: Table, read: readonly ReadDerived[], seriesOf: SeriesOf): Table {
  if (read.length === 0) return table;
  const before = seriesOf(table);
  return read.reduce(
    (wider, { name, expression, type }) =>
      wider.derive(name, type, (frame) => evaluateExpression(expression, frame, before) as Series),
    table,
  );
}

function compiled(read: readonly ReadDerived[], seriesOf: SeriesOf): (table: Table) => Table {
  if (read.length === 0) return (table) => table;
  const derived = read.map(({ name }) => name);
  const declared = declaredOf(read);
  const places = new Map([...declared, ...derived].map((name, place) => [name, place]));
  const functions = read.map(({ name, expression, type }) => {
    return { name, type, value: compileExpression(expression, (column) => places.get(column) ?? -1) };
  });
  return (table) => {
    const source = { columns: declared.map((name) => table.column(name)), before: seriesOf(table) };
    const added = functions.map(({ name, type, value }): TableColumn => {
      const values = valuesOf(value, source, table.rows);
      source.columns.push(values);
      return { name, type, values };
    });
    return table.extended(added);
  };
}

/** The columns that are read and not derived themselves. */
function declaredOf(read: readonly ReadDerived[]): string[] {
  const derived = read.map(({ name }) => name);
  const names = read.flatMap(({ expression }) => [...columnsOf(expression)]);
  return [...new Set(names)].filter((name) => !derived.includes(name));
}

function valuesOf(value: RowFunction, source: RowSource, rows: number): CellValue[] {
  const values = new Array<CellValue>(rows);
  for (let row = 0; row < rows; row++) {
    const result = value(source, row);
    values[row] = Number.isNaN(result) ? null : result;
  }
  return values;
}
