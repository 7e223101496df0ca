import type { ErrorDetail } from '../../core/errors.js';
import type { ColumnSpec } from '../columns/column-spec.js';
import type { DerivedColumnSpec } from './derived-spec.js';
import { columnsOf, type Expression } from './expression.js';
import { knownColumns } from './known-columns.js';
import { ExpressionProblem } from './problem.js';
import { resolveExpression } from './resolve.js';
import { parseExpression } from './syntax.js';

/** What derived columns are declared beside. */
export interface DerivedContext {
  columns: readonly ColumnSpec[];
  /** Whether rows have rows before them in a series. */
  series: boolean;
}

/** A derived column, ready to be worked out. */
export interface ReadDerived {
  name: string;
  expression: Expression;
  type: 'number' | 'text';
}

interface Reading {
  read: ReadDerived[];
  /** With pointers into the specification, `/derived/0/expression`. */
  problems: ErrorDetail[];
}

/** Read the expressions of derived columns, each over the declared columns and the derived ones above it. */
export function readDerived(derived: readonly DerivedColumnSpec[], context: DerivedContext): Reading {
  const columns = knownColumns(context.columns);
  const reading: Reading = { read: [], problems: [] };
  derived.forEach(({ name, expression: text, kind }, i) => {
    const type = kind === 'categorical' ? 'text' : 'number';
    try {
      const scope = { columns, series: context.series };
      const expression = resolveExpression(parseExpression(text), scope, type);
      if (columnsOf(expression).size === 0) throw new ExpressionProblem(0, 'a column', 'constants only');
      reading.read.push({ name, expression, type });
    } catch (error) {
      if (!(error instanceof ExpressionProblem)) throw error;
      const received = `${error.received} at character ${error.offset + 1}`;
      const pointer = `/derived/${i}/expression`;
      reading.problems.push({ pointer, column: name, expected: error.expected, received });
    }
    // Known even where it is wrong: those below are not to be blamed for it.
    columns.set(name, { type });
  });
  return reading;
}
