import type { Series } from '../../danfo/danfo.js';
import { asSeries, finite, finiteSeries, type Operand, type Operation } from './operation.js';

const number = 'number' as const;

type Method = 'add' | 'sub' | 'mul' | 'div' | 'minimum' | 'maximum';

/** A method of danfo's series that takes a series or a number. */
function applied(method: Method, left: Series, right: Operand): Series {
  return (left as unknown as Record<Method, (other: Operand) => Series>)[method](right);
}

function binary(method: Method, row: (a: number, b: number) => number): Operation {
  return {
    parameters: [number, number],
    result: number,
    row: (a: number, b: number) => finite(row(a, b)),
    columns: (a: Operand, b: Operand) => finiteSeries(applied(method, asSeries(a, b), b)),
  };
}

/** A function of one number, which danfo has no method for. */
function unary(row: (value: number) => number): Operation {
  return {
    parameters: [number],
    result: number,
    row: (value: number) => finite(row(value)),
    columns: (series: Series) => series.map((value: number) => finite(row(value))),
  };
}

/** Operators on numbers and functions of numbers. A missing number makes the result missing. */
export const arithmetic: Readonly<Record<string, Operation>> = {
  '+': binary('add', (a, b) => a + b),
  '-': binary('sub', (a, b) => a - b),
  '*': binary('mul', (a, b) => a * b),
  '/': binary('div', (a, b) => a / b),
  min: binary('minimum', (a, b) => Math.min(a, b)),
  max: binary('maximum', (a, b) => Math.max(a, b)),
  negative: {
    parameters: [number],
    result: number,
    row: (value: number) => -value,
    columns: (series: Series) => series.mul(-1),
  },
  abs: {
    parameters: [number],
    result: number,
    row: (value: number) => Math.abs(value),
    columns: (series: Series) => series.abs(),
  },
  /** Where the lower end lies above the upper one, the lower end counts. */
  clip: {
    parameters: [number, number, number],
    result: number,
    row: (value: number, low: number, high: number) => Math.max(low, Math.min(high, value)),
    columns(value: Operand, low: Operand, high: Operand) {
      const like = [value, low, high].find((operand) => typeof operand === 'object') ?? value;
      const below = applied('minimum', asSeries(value, like), high);
      return applied('maximum', below, low);
    },
  },
  log: unary(Math.log),
  log1p: unary(Math.log1p),
  exp: unary(Math.exp),
  sqrt: unary(Math.sqrt),
};
