import type { Series } from '../../danfo/danfo.js';
import { asSeries, isMissing, valueAt, type Operand, type Operation, type RowValue } from './operation.js';

/** What stands between two joined texts. */
const between = ' | ';

function joined(a: unknown, b: unknown): string | null {
  return isMissing(a) || isMissing(b) ? null : `${String(a)}${between}${String(b)}`;
}

function written(value: unknown): string | null {
  // Adding 0 takes the sign off a zero.
  return isMissing(value) ? null : String((value as number) + 0);
}

/** Functions that give a text. What is missing makes the result missing. */
export const texts: Readonly<Record<string, Operation>> = {
  join: {
    parameters: ['text', 'text'],
    result: 'text',
    row: (a: RowValue, b: RowValue) => joined(a, b),
    columns(a: Operand, b: Operand) {
      const others = valueAt(b);
      return asSeries(a, b).map((value: unknown, row: number) => joined(value, others(row)));
    },
  },
  text: {
    parameters: ['number'],
    result: 'text',
    row: (value: RowValue) => written(value),
    columns: (series: Series) => series.map(written),
  },
};
