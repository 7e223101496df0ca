import { InvalidInputError } from '../../core/errors.js';

/** Rows of a table of features, row-major `[rows, width]`. */
export interface DesignRows {
  features: ArrayLike<number>;
  width: number;
  /** Positions of the rows that are learnt from. */
  rows: ArrayLike<number>;
}

/**
 * Ridge regression (Hoerl & Kennard, 1970) in closed form: least squares plus `penalty` times the squared weights of the features; the
 * constant is not penalised.
 * @param targets one per position of the table.
 * @returns the weight of each feature, then the constant.
 */
export function ridge(design: DesignRows, targets: ArrayLike<number>, penalty: number): Float64Array {
  const { matrix, moments } = normalEquations(design, (row) => ({ weight: 1, value: targets[row] }));
  return solve(matrix, moments, penalty);
}

/** Steps of the logistic regression; it has long converged by then. */
const steps = 25;

/** So far from 0 a step of a weight is no longer worth another one. */
const least = 1e-9;

/**
 * Logistic regression with a ridge penalty, by iteratively reweighted least squares.
 * @param labels 0 or 1, one per position of the table.
 * @returns as {@link ridge}, of the logit.
 */
export function logisticRidge(design: DesignRows, labels: ArrayLike<number>, penalty: number): Float64Array {
  let coefficients = new Float64Array(design.width + 1);
  for (let step = 0; step < steps; step++) {
    const current = coefficients;
    const { matrix, moments } = normalEquations(design, (row) => {
      const logit = linearValue(current, design, row);
      const chance = 1 / (1 + Math.exp(-logit));
      // A row that is certain still counts a little, so that no step divides by nothing.
      const weight = Math.max(chance * (1 - chance), 1e-6);
      return { weight, value: logit + (labels[row] - chance) / weight };
    });
    coefficients = solve(matrix, moments, penalty);
    if (coefficients.every((value, i) => Math.abs(value - current[i]) < least)) break;
  }
  return coefficients;
}

/** What the coefficients of {@link ridge} say of a row. */
export function linearValue(
  coefficients: ArrayLike<number>,
  { features, width }: Pick<DesignRows, 'features' | 'width'>,
  row: number,
): number {
  let sum = coefficients[width];
  for (let i = 0; i < width; i++) sum += coefficients[i] * features[row * width + i];
  return sum;
}

/** Weighted sums of products of the features and the constant, and of these with the value of each row. */
function normalEquations(
  { features, width, rows }: DesignRows,
  of: (row: number) => { weight: number; value: number },
) {
  const size = width + 1;
  const matrix = new Float64Array(size * size);
  const moments = new Float64Array(size);
  const x = new Float64Array(size).fill(1);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    for (let j = 0; j < width; j++) x[j] = features[row * width + j];
    const { weight, value } = of(row);
    for (let j = 0; j < size; j++) {
      const scaled = weight * x[j];
      if (scaled === 0) continue;
      moments[j] += scaled * value;
      for (let k = 0; k <= j; k++) matrix[j * size + k] += scaled * x[k];
    }
  }
  return { matrix, moments };
}

/** By the Cholesky factor of the penalised matrix (Golub & Van Loan, 2013, section 4.2); only the lower triangle is read. */
function solve(matrix: Float64Array, moments: Float64Array, penalty: number): Float64Array<ArrayBuffer> {
  const size = moments.length;
  for (let j = 0; j < size - 1; j++) matrix[j * size + j] += penalty;
  for (let j = 0; j < size; j++) {
    for (let i = j; i < size; i++) {
      let sum = matrix[i * size + j];
      for (let k = 0; k < j; k++) sum -= matrix[i * size + k] * matrix[j * size + k];
      if (i === j && !(sum > 0)) throw notDefinite();
      matrix[i * size + j] = i === j ? Math.sqrt(sum) : sum / matrix[j * size + j];
    }
  }
  const solution = Float64Array.from(moments);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) solution[i] -= matrix[i * size + k] * solution[k];
    solution[i] /= matrix[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) solution[i] -= matrix[k * size + i] * solution[k];
    solution[i] /= matrix[i * size + i];
  }
  return solution;
}

function notDefinite(): InvalidInputError {
  return new InvalidInputError(
    'The linear equations have no unique solution: there are no rows, or features are not finite.',
  );
}
