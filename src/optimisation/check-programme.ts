import type { Constraint, Programme, Variable } from './programme.js';

/**
 * Throws where a programme is not one: what the solver would take for something else, or refuse without a place. Programmes are made by
 * code, so this is a mistake of a caller.
 */
export function checkProgramme({ variables, constraints, quadratic = [] }: Programme): void {
  checkNames('variable', variables);
  checkNames('constraint', constraints);
  for (const one of variables) {
    checkBounds('variable', one);
    if (!Number.isFinite(one.cost ?? 0)) fail(`variable ${one.name}`, 'a finite cost', one.cost);
  }
  for (const constraint of constraints) checkConstraint(constraint, variables.length);
  if (quadratic.length > 0) {
    const whole = variables.find(({ integer }) => integer);
    if (whole) fail(`variable ${whole.name}`, 'no integer beside quadratic terms', 'integer');
  }
  for (const { row, column, value } of quadratic) {
    for (const index of [row, column]) checkIndex('a quadratic term', index, variables.length);
    if (!Number.isFinite(value)) fail('a quadratic term', 'a finite value', value);
  }
}

function checkNames(what: string, named: readonly { name: string }[]): void {
  const seen = new Set<string>();
  for (const { name } of named) {
    if (seen.has(name)) fail(`${what} ${name}`, 'a name that is given once', name);
    seen.add(name);
  }
}

function checkBounds(
  what: string,
  { name, lower = -Infinity, upper = Infinity }: Pick<Variable, 'name' | 'lower' | 'upper'>,
): void {
  if (!(lower <= upper)) fail(`${what} ${name}`, 'lower <= upper', `${lower} and ${upper}`);
}

function checkConstraint(constraint: Constraint, variables: number): void {
  const what = `constraint ${constraint.name}`;
  checkBounds('constraint', constraint);
  const seen = new Set<number>();
  for (const { variable, coefficient } of constraint.terms) {
    checkIndex(what, variable, variables);
    if (seen.has(variable)) fail(what, 'each variable once', variable);
    if (!Number.isFinite(coefficient)) fail(what, 'finite coefficients', coefficient);
    seen.add(variable);
  }
}

function checkIndex(what: string, index: number, variables: number): void {
  if (!Number.isInteger(index) || index < 0 || index >= variables)
    fail(what, `the index of one of ${variables} variables`, index);
}

function fail(what: string, expected: string, received: unknown): never {
  throw new RangeError(`Not a programme: ${what}: expected ${expected}, received ${String(received)}.`);
}
