import type { HessianInput, Highs, ModelData, SparseMatrixInput } from 'highs';
import type { Constraint, Programme, QuadraticTerm } from './programme.js';

/** A programme as HiGHS reads it: bounds and costs in arrays, the matrix by rows. */
export function modelData(programme: Programme, constants: Highs['constants']): ModelData {
  const { goal, variables, constraints, quadratic = [] } = programme;
  const { continuous, integer } = constants.variableType;
  const { minimize, maximize } = constants.objectiveSense;
  return {
    numCols: variables.length,
    numRows: constraints.length,
    sense: goal === 'minimise' ? minimize : maximize,
    colCost: variables.map(({ cost = 0 }) => cost),
    colLower: variables.map(({ lower = -Infinity }) => lower),
    colUpper: variables.map(({ upper = Infinity }) => upper),
    rowLower: constraints.map(({ lower = -Infinity }) => lower),
    rowUpper: constraints.map(({ upper = Infinity }) => upper),
    matrix: matrixOf(constraints, variables.length),
    ...(hasIntegers(programme)
      ? { integrality: variables.map((one) => (one.integer ? integer : continuous)) }
      : {}),
    ...(quadratic.length > 0 ? { hessian: hessianOf(quadratic, variables.length) } : {}),
  };
}

export function hasIntegers({ variables }: Programme): boolean {
  return variables.some(({ integer }) => integer);
}

function matrixOf(constraints: readonly Constraint[], numCols: number): SparseMatrixInput {
  const starts = [0];
  for (const { terms } of constraints) starts.push((starts.at(-1) ?? 0) + terms.length);
  const terms = constraints.flatMap((one) => one.terms);
  return {
    format: 'csr',
    numRows: constraints.length,
    numCols,
    starts,
    indices: terms.map(({ variable }) => variable),
    values: terms.map(({ coefficient }) => coefficient),
  };
}

/** The lower triangle by columns; what is given twice for a place adds up. */
function hessianOf(terms: readonly QuadraticTerm[], dimension: number): HessianInput {
  const columns = Array.from({ length: dimension }, () => new Map<number, number>());
  for (const { row, column, value } of terms) {
    const [low, high] = row < column ? [row, column] : [column, row];
    const entries = columns[low];
    entries?.set(high, (entries.get(high) ?? 0) + value);
  }
  const starts = [0];
  for (const entries of columns) starts.push((starts.at(-1) ?? 0) + entries.size);
  const entries = columns.flatMap((one) => [...one].sort(([a], [b]) => a - b));
  return {
    format: 'triangular',
    dimension,
    starts,
    indices: entries.map(([row]) => row),
    values: entries.map(([, value]) => value),
  };
}
