import { danfoSeries } from '../../danfo/danfo-frame.js';
import type { Series } from '../../danfo/danfo.js';

/** What an expression gives for a row. A date is an instant (milliseconds since 1970 UTC) and only read by its parts. */
export type ValueType = 'number' | 'condition' | 'text' | 'date';

/** In one row: a number, an instant, a condition as 1 or 0, NaN where one of these is missing; a text, null where missing. */
export type RowValue = number | string | null;

/** In all rows: a danfo series of such values, or a constant. */
export type Operand = Series | number | string;

/** A function or an operator for values of certain types, in the two ways in which derived columns are worked out. */
export interface Operation {
  readonly parameters: readonly ValueType[];
  readonly result: ValueType;
  /** For one row, where milliseconds matter: while scoring. */
  readonly row: (...values: never[]) => RowValue;
  /** For all rows with danfo's operations on columns: while learning. At least one operand is a series. */
  readonly columns: (...operands: never[]) => Series;
}

/** What is not finite is missing, so that a division by zero cannot hide behind a later `min`. */
export function finite(value: number): number {
  return value - value === 0 ? value : NaN;
}

/** @see finite */
export function finiteSeries(series: Series): Series {
  return series.map(finite);
}

/** An operand as a series, as long as the other where it is a constant. */
export function asSeries(operand: Operand, other: Operand): Series {
  if (typeof operand === 'object') return operand;
  const { length } = (other as Series).values as unknown[];
  return danfoSeries(new Array<number>(length).fill(operand as number));
}

/** Values of an operand by row, whether or not it is a constant. */
export function valueAt(operand: Operand): (row: number) => unknown {
  if (typeof operand !== 'object') return () => operand;
  const values = operand.values as unknown[];
  return (row) => values[row];
}

export function isMissing(value: unknown): boolean {
  return value === null || (typeof value === 'number' && Number.isNaN(value));
}
