import type { DataFrame, Series } from '../danfo/danfo.js';
import type { RowSource } from './compile.js';
import type { Expression } from './expression.js';
import type { Operand } from './operations/operation.js';

/** An expression for all rows of a frame by danfo's operations on its columns; constants stay what they are. */
export function evaluateExpression(
  expression: Expression,
  frame: DataFrame,
  before: RowSource['before'],
): Operand {
  const evaluated = (inner: Expression): Operand => {
    switch (inner.kind) {
      case 'constant':
        return inner.value;
      case 'column':
        return frame.column(inner.name);
      case 'lag':
        return shifted(evaluated(inner.argument), inner.rows, before);
      case 'call': {
        const columns = inner.operation.columns as (...operands: Operand[]) => Series;
        return columns(...inner.arguments.map(evaluated));
      }
    }
  };
  return evaluated(expression);
}

/** danfo knows no series within a column, so each row fetches its own. */
function shifted(operand: Operand, rows: number, before: RowSource['before']): Operand {
  if (typeof operand !== 'object') return operand;
  const values = operand.values as unknown as number[];
  return operand.map((_: unknown, row: number) => {
    const from = before(row, rows);
    return from < 0 ? NaN : values[from];
  });
}
