import type { Series } from '../../danfo/danfo.js';
import {
  asSeries,
  isMissing,
  valueAt,
  type Operand,
  type Operation,
  type RowValue,
  type ValueType,
} from './operation.js';

type Comparison = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';
type Value = number | string;

/** A comparison of danfo's with a missing value is false; here it is missing. */
function compared(method: Comparison, left: Series, right: Operand): Series {
  const others = valueAt(right);
  const values = valueAt(left);
  const is = (left as unknown as Record<Comparison, (other: Operand) => Series>)[method](right);
  return is.map((holds: boolean, row: number) => {
    return isMissing(values(row)) || isMissing(others(row)) ? NaN : Number(holds);
  });
}

function comparison(type: ValueType, method: Comparison, row: (a: Value, b: Value) => boolean): Operation {
  return {
    parameters: [type, type],
    result: 'condition',
    row: (a: RowValue, b: RowValue) => (isMissing(a) || isMissing(b) ? NaN : Number(row(a!, b!))),
    columns: (a: Operand, b: Operand) => compared(method, asSeries(a, b), b),
  };
}

const equal = (a: Value, b: Value) => a === b;
const different = (a: Value, b: Value) => a !== b;

/** By the types of what they compare. */
export const comparisons: Readonly<Record<string, readonly Operation[]>> = {
  '==': [comparison('number', 'eq', equal), comparison('text', 'eq', equal)],
  '!=': [comparison('number', 'ne', different), comparison('text', 'ne', different)],
  '<': [comparison('number', 'lt', (a, b) => a < b)],
  '<=': [comparison('number', 'le', (a, b) => a <= b)],
  '>': [comparison('number', 'gt', (a, b) => a > b)],
  '>=': [comparison('number', 'ge', (a, b) => a >= b)],
};

const condition = 'condition' as const;

/** 1 where `yes` holds, 0 where `no` holds, missing where neither does. */
function decided(yes: Series, no: Series): Series {
  const refused = no.values as unknown as boolean[];
  return yes.map((is: boolean, row: number) => (is ? 1 : refused[row] ? 0 : NaN));
}

/** Logic of three values (Kleene, 1952): what is missing could be either. */
export const logic: Readonly<Record<string, Operation>> = {
  and: {
    parameters: [condition, condition],
    result: condition,
    row: (a: number, b: number) => (a === 0 || b === 0 ? 0 : a === 1 && b === 1 ? 1 : NaN),
    columns: (a: Series, b: Series) => decided(a.eq(1).and(b.eq(1)), a.eq(0).or(b.eq(0))),
  },
  or: {
    parameters: [condition, condition],
    result: condition,
    row: (a: number, b: number) => (a === 1 || b === 1 ? 1 : a === 0 && b === 0 ? 0 : NaN),
    columns: (a: Series, b: Series) => decided(a.eq(1).or(b.eq(1)), a.eq(0).and(b.eq(0))),
  },
  not: {
    parameters: [condition],
    result: condition,
    row: (value: number) => 1 - value,
    columns: (series: Series) => series.mul(-1).add(1),
  },
  where: {
    parameters: [condition, 'number', 'number'],
    result: 'number',
    row: (holds: number, a: number, b: number) => (holds === 1 ? a : holds === 0 ? b : NaN),
    columns(holds: Series, a: Operand, b: Operand) {
      const [yes, no] = [valueAt(a), valueAt(b)];
      return holds.map((is: number, row: number) => (is === 1 ? yes(row) : is === 0 ? no(row) : NaN));
    },
  },
};

/** Whether a value of a type is missing; danfo's own test takes an empty text for missing. */
export const missingTests: readonly Operation[] = (['number', 'text', 'date', 'condition'] as const).map(
  (type): Operation => ({
    parameters: [type],
    result: condition,
    row: (value: RowValue) => Number(isMissing(value)),
    columns: (series: Series) => series.map((value: RowValue) => Number(isMissing(value))),
  }),
);
