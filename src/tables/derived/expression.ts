import type { ExpressionValues } from '../columns/column-kind.js';
import type { ColumnRoleName } from '../columns/names.js';
import type { Operation, ValueType } from './operations/operation.js';

/** An expression whose names are looked up and whose types fit. */
export type Expression =
  | { kind: 'constant'; value: number | string }
  | { kind: 'column'; name: string; type: ValueType }
  | { kind: 'call'; operation: Operation; arguments: readonly Expression[] }
  /** The value of a number so many rows before in the same series. */
  | { kind: 'lag'; argument: Expression; rows: number };

/** A column as expressions see it. */
export interface KnownColumn extends ExpressionValues {
  /** Where nothing may be derived from it: what is never learnt from would be. */
  closed?: ColumnRoleName;
}

/** What an expression may speak of. */
export interface Scope {
  /** Declared columns that can be read, and the derived ones above. */
  columns: ReadonlyMap<string, KnownColumn>;
  /** Whether rows have rows before them in a series. */
  series: boolean;
}

/** The columns that an expression names, each once. */
export function columnsOf(expression: Expression): Set<string> {
  switch (expression.kind) {
    case 'constant':
      return new Set();
    case 'column':
      return new Set([expression.name]);
    case 'lag':
      return columnsOf(expression.argument);
    case 'call':
      return new Set(expression.arguments.flatMap((argument) => [...columnsOf(argument)]));
  }
}

/** How many rows before a row an expression looks back to at most. */
export function reachOf(expression: Expression): number {
  switch (expression.kind) {
    case 'constant':
    case 'column':
      return 0;
    case 'lag':
      return expression.rows + reachOf(expression.argument);
    case 'call':
      return Math.max(0, ...expression.arguments.map(reachOf));
  }
}
