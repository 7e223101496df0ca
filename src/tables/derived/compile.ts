import type { CellValue } from '../columns/column-kind.js';
import type { Expression } from './expression.js';
import type { RowValue } from './operations/operation.js';

/** The rows of a table as expressions read them. */
export interface RowSource {
  /** Values of the columns, in the order in which they were compiled. */
  columns: (readonly CellValue[])[];
  /** The row so many rows before a row in its series; -1 where there is none. */
  before: (row: number, rows: number) => number;
}

/** An expression for one row: a number or a condition, NaN where missing; a text, null where missing. */
export type RowFunction = (source: RowSource, row: number) => RowValue;

type Scalar = (...values: RowValue[]) => RowValue;

/**
 * An expression as a function of a row, made once and called for every row.
 * @param placeOf where a column stands in `RowSource.columns`.
 */
export function compileExpression(expression: Expression, placeOf: (name: string) => number): RowFunction {
  const compiled = (inner: Expression): RowFunction => {
    switch (inner.kind) {
      case 'constant':
        return () => inner.value;
      case 'column':
        return inner.type === 'text' ? textOf(placeOf(inner.name)) : numberOf(placeOf(inner.name));
      case 'lag':
        return lagOf(compiled(inner.argument), inner.rows);
      case 'call':
        return callOf(inner.operation.row as Scalar, inner.arguments.map(compiled));
    }
  };
  return compiled(expression);
}

function textOf(place: number): RowFunction {
  return ({ columns }, row) => columns[place][row];
}

function numberOf(place: number): RowFunction {
  return ({ columns }, row) => columns[place][row] ?? NaN;
}

function lagOf(argument: RowFunction, rows: number): RowFunction {
  return (source, row) => {
    const from = source.before(row, rows);
    return from < 0 ? NaN : argument(source, from);
  };
}

/** No function has more than three values; a list of them for every row would cost more than the arithmetic. */
function callOf(apply: Scalar, [a, b, c]: readonly RowFunction[]): RowFunction {
  if (b === undefined) return (source, row) => apply(a(source, row));
  if (c === undefined) return (source, row) => apply(a(source, row), b(source, row));
  return (source, row) => apply(a(source, row), b(source, row), c(source, row));
}
