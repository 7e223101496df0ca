import { shown } from '../../core/errors.js';
import { listed } from '../../core/text/lists.js';
import { nearestName } from '../../core/text/nearest-name.js';
import type { Expression, Scope } from './expression.js';
import { datePart, datePartFunctions } from './operations/date-operations.js';
import { operations } from './operations/index.js';
import type { Operation, ValueType } from './operations/operation.js';
import { ExpressionProblem } from './problem.js';
import type { Syntax } from './syntax.js';

type Call = Extract<Syntax, { kind: 'call' }>;

/** A part of an expression with the type that it gives. */
interface Typed {
  type: ValueType;
  expression: Expression;
}

const constants: Readonly<Record<string, number>> = { pi: Math.PI };

/** So far back a lag may look: as far as the longest window of a network. */
const furthestLag = 2048;

const functionNames = [...Object.keys(operations), ...datePartFunctions, 'lag', 'col'].filter((name) =>
  /^[a-z]/.test(name),
);

/**
 * Look up every name and check every type of an expression; what is constant is worked out.
 * @param type what the whole must give.
 * @throws ExpressionProblem at the first place that is wrong.
 */
export function resolveExpression(syntax: Syntax, scope: Scope, type: ValueType = 'number'): Expression {
  return ofType(type, syntax, scope).expression;
}

function ofType(type: ValueType, syntax: Syntax, scope: Scope): Typed {
  const typed = resolved(syntax, scope);
  if (typed.type === type) return typed;
  throw new ExpressionProblem(syntax.offset, described(type), described(typed.type));
}

const described = (type: ValueType): string =>
  ({ number: 'a number', text: 'a text', date: 'a date', condition: 'a condition' })[type];

function resolved(syntax: Syntax, scope: Scope): Typed {
  switch (syntax.kind) {
    case 'number':
      return { type: 'number', expression: { kind: 'constant', value: syntax.value } };
    case 'text':
      return { type: 'text', expression: { kind: 'constant', value: syntax.value } };
    case 'name':
      return named(syntax, scope);
    case 'call':
      if (syntax.name === 'lag') return lagged(syntax, scope);
      return datePartFunctions.includes(syntax.name) ? ofDate(syntax, scope) : called(syntax, scope);
  }
}

function named({ name, quoted, offset }: Extract<Syntax, { kind: 'name' }>, { columns }: Scope): Typed {
  const column = columns.get(name);
  if (column?.closed !== undefined) {
    const received = `${shown(name)} of the role ${column.closed}`;
    throw new ExpressionProblem(offset, 'inputs or the time only', received);
  }
  if (column) return { type: column.type, expression: { kind: 'column', name, type: column.type } };
  if (!quoted && Object.hasOwn(constants, name)) {
    return { type: 'number', expression: { kind: 'constant', value: constants[name] } };
  }
  const open = [...columns].flatMap(([known, { closed }]) => (closed === undefined ? [known] : []));
  const near = nearestName(name, open);
  const expected =
    near === undefined
      ? `a column, declared or derived above (${listed(open)})`
      : `a column, declared or derived above, such as ${near}`;
  throw new ExpressionProblem(offset, expected, shown(name));
}

function checkCount({ name, offset, arguments: given }: Call, count: number): void {
  if (given.length === count) return;
  const values = count === 1 ? 'one value' : `${count} values`;
  throw new ExpressionProblem(offset, `${values} for ${name}`, String(given.length));
}

function called(syntax: Call, scope: Scope): Typed {
  const { name, offset } = syntax;
  if (!Object.hasOwn(operations, name)) {
    const near = nearestName(name, functionNames);
    const expected =
      near === undefined ? `a function (${functionNames.join(', ')})` : `a function, such as ${near}`;
    throw new ExpressionProblem(offset, expected, shown(name));
  }
  checkCount(syntax, operations[name][0].parameters.length);
  const [first, ...others] = syntax.arguments;
  const start = resolved(first, scope);
  const operation = fitting(operations[name], { type: start.type, offset: first.offset });
  const rest = others.map((argument, i) => ofType(operation.parameters[i + 1], argument, scope));
  const given = [start, ...rest].map(({ expression }) => expression);
  const isCompared = operation.parameters[0] === 'text' && operation.result === 'condition';
  const values = isCompared ? spelt(given, scope) : given;
  if (isCompared) checkCodes(syntax, values, scope);
  return { type: operation.result, expression: ofConstants(operation, values, offset) };
}

/** The entry of an operation for the type of its first value. */
function fitting(
  entries: readonly Operation[],
  { type, offset }: { type: ValueType; offset: number },
): Operation {
  const found = entries.find(({ parameters }) => parameters[0] === type);
  if (found) return found;
  const expected = entries.map(({ parameters }) => described(parameters[0])).join(' or ');
  throw new ExpressionProblem(offset, expected, described(type));
}

/** Texts beside a column of learnt categories, in the spelling that its values have. */
function spelt(values: readonly Expression[], { columns }: Scope): readonly Expression[] {
  const column = values.find((value) => value.kind === 'column');
  const spelling = column && columns.get(column.name)?.spelling;
  if (!spelling) return values;
  return values.map((value) =>
    value.kind === 'constant' ? { ...value, value: spelling(String(value.value)) } : value,
  );
}

/** A text that is no code of the column beside it would never be equal. */
function checkCodes({ arguments: given }: Call, values: readonly Expression[], { columns }: Scope): void {
  const column = values.find((value) => value.kind === 'column');
  const codes = column && columns.get(column.name)?.codes;
  values.forEach((value, i) => {
    if (value.kind !== 'constant' || !codes || codes.includes(String(value.value))) return;
    const near = nearestName(String(value.value), codes);
    const expected = `a code of ${column.name}: ${near ?? listed(codes)}`;
    throw new ExpressionProblem(given[i].offset, expected, shown(value.value));
  });
}

/** The call itself, or its value where all that it reads is constant. */
function ofConstants(operation: Operation, values: readonly Expression[], offset: number): Expression {
  const known = values.flatMap((value) => (value.kind === 'constant' ? [value.value] : []));
  if (known.length < values.length) return { kind: 'call', operation, arguments: values };
  if (operation.result !== 'number') {
    const expected = `${described(operation.result)} that depends on a column`;
    throw new ExpressionProblem(offset, expected, 'constants only');
  }
  const value = operation.row(...(known as never[])) as number;
  if (Number.isFinite(value)) return { kind: 'constant', value };
  throw new ExpressionProblem(offset, 'a finite number', 'constants that give none');
}

function ofDate(syntax: Call, scope: Scope): Typed {
  checkCount(syntax, 1);
  const { expression } = ofType('date', syntax.arguments[0], scope);
  const clock = expression.kind === 'column' ? scope.columns.get(expression.name)?.clock : undefined;
  const operation = datePart(syntax.name, clock);
  return { type: 'number', expression: { kind: 'call', operation, arguments: [expression] } };
}

function lagged(syntax: Call, scope: Scope): Typed {
  const { offset, arguments: given } = syntax;
  if (!scope.series) {
    const expected = 'lag only where rows are read as series (a task with windows, no stages)';
    throw new ExpressionProblem(offset, expected, 'lag');
  }
  checkCount(syntax, 2);
  const { expression: argument } = ofType('number', given[0], scope);
  const rows = ofType('number', given[1], scope).expression;
  const count = rows.kind === 'constant' ? Number(rows.value) : NaN;
  if (Number.isInteger(count) && count >= 1 && count <= furthestLag) {
    return { type: 'number', expression: { kind: 'lag', argument, rows: count } };
  }
  const received = rows.kind === 'constant' ? String(rows.value) : 'a value that depends on the row';
  throw new ExpressionProblem(given[1].offset, `a whole number of rows from 1 to ${furthestLag}`, received);
}
