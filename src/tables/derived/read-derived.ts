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

/** A condition that rows can be asked. */
export interface ReadCondition {
  expression: Expression;
  /** Where it was declared. */
  place: number;
}

/**
 * Read conditions over the declared columns and the derived ones.
 * @param conditions as texts, such as `age < 20 and years_employed > 10`.
 * @param pointerOf a condition's place in the specification.
 */
export function readConditions(
  conditions: readonly string[],
  { columns: declared, derived }: { columns: readonly ColumnSpec[]; derived: readonly DerivedColumnSpec[] },
  pointerOf: (place: number) => string,
): { read: ReadCondition[]; problems: ErrorDetail[] } {
  const columns = knownColumns(declared);
  for (const { name, kind } of derived) columns.set(name, { type: typeOf(kind) });
  const problems: ErrorDetail[] = [];
  const read = conditions.flatMap((text, place): ReadCondition[] => {
    try {
      const scope = { columns, series: false };
      return [{ place, expression: resolveExpression(parseExpression(text), scope, 'condition') }];
    } catch (error) {
      problems.push({ pointer: pointerOf(place), ...problemOf(error) });
      return [];
    }
  });
  return { read, problems };
}

/** Read the expressions of derived columns, each over the declared columns and the derived ones above it. */
export function readDerived(derived: readonly DerivedColumnSpec[], context: DerivedContext): Reading {
  const columns = knownColumns(context.columns);
  const reading: Reading = { read: [], problems: [] };
  derived.forEach(({ name, expression: text, kind }, i) => {
    const type = typeOf(kind);
    try {
      const scope = { columns, series: context.series };
      const expression = resolveExpression(parseExpression(text), scope, type);
      if (columnsOf(expression).size === 0) throw new ExpressionProblem(0, 'a column', 'constants only');
      reading.read.push({ name, expression, type });
    } catch (error) {
      reading.problems.push({ pointer: `/derived/${i}/expression`, column: name, ...problemOf(error) });
    }
    // Known even where it is wrong: those below are not to be blamed for it.
    columns.set(name, { type });
  });
  return reading;
}

function typeOf(kind: DerivedColumnSpec['kind']): 'number' | 'text' {
  return kind === 'categorical' ? 'text' : 'number';
}

/** @throws what is no problem of an expression. */
function problemOf(error: unknown): Pick<ErrorDetail, 'expected' | 'received'> {
  if (!(error instanceof ExpressionProblem)) throw error;
  return { expected: error.expected, received: `${error.received} at character ${error.offset + 1}` };
}
