import type { Random } from '../../core/random.js';
import type { ItemSets } from '../network/network.js';

export interface ImplicitFactors {
  factors: number;
  /** How much more a liking weighs than an absence. */
  confidence: number;
  /** Penalty of squared factors. */
  strength: number;
  /** Passes over customers and products. */
  passes: number;
}

/**
 * Factors of customers and products from likings alone: every absence is a weak no, every liking a yes of 1 + `confidence`
 * (Hu, Koren & Volinsky, 2008), solved for one side and then the other in double precision.
 * @returns row-major `[customers, factors]` and `[items, factors]`.
 */
export async function alternatingLeastSquares(
  { rows, items }: ItemSets,
  options: ImplicitFactors,
  { random, pause }: { random: Random; pause: () => Promise<void> },
): Promise<{ customers: Float64Array; items: Float64Array }> {
  const { factors, passes } = options;
  const itemFactors = Float64Array.from({ length: items * factors }, () => random.normal() * 0.1);
  const customersOf: number[][] = Array.from({ length: items }, () => []);
  rows.forEach((row, customer) => {
    for (let i = 0; i < row.length; i++) customersOf[row[i]].push(customer);
  });
  let customerFactors = new Float64Array(rows.length * factors);
  for (let pass = 0; pass < passes; pass++) {
    customerFactors = await solveSide(rows, itemFactors, options, pause);
    itemFactors.set(await solveSide(customersOf, customerFactors, options, pause));
  }
  customerFactors = await solveSide(rows, itemFactors, options, pause);
  return { customers: customerFactors, items: itemFactors };
}

const rowsBetweenPauses = 64;

async function solveSide(
  rows: readonly ArrayLike<number>[],
  other: Float64Array,
  options: ImplicitFactors,
  pause: () => Promise<void>,
): Promise<Float64Array<ArrayBuffer>> {
  const { factors } = options;
  const solved = new Float64Array(rows.length * factors);
  const factorsOf = foldIn(other, options);
  for (let row = 0; row < rows.length; row++) {
    if (row % rowsBetweenPauses === 0) await pause();
    solved.set(factorsOf(rows[row]), row * factors);
  }
  return solved;
}

/**
 * The factors of one row from the factors of what it has, for instance of a customer who was not there while learning. Zeros for
 * an empty row.
 * @param other row-major `[length, factors]`.
 */
export function foldIn(
  other: ArrayLike<number>,
  { factors, confidence, strength }: Omit<ImplicitFactors, 'passes'>,
): (row: ArrayLike<number>) => Float64Array {
  const common = gramOf(other, factors);
  for (let i = 0; i < factors; i++) common[i * factors + i] += strength;
  return (row) => {
    const matrix = common.slice();
    const right = new Float64Array(factors);
    for (let at = 0; at < row.length; at++) {
      const start = row[at] * factors;
      for (let i = 0; i < factors; i++) {
        const weighted = confidence * other[start + i];
        right[i] += (1 + confidence) * other[start + i];
        for (let j = 0; j <= i; j++) matrix[i * factors + j] += weighted * other[start + j];
      }
    }
    return solvePositiveDefinite(matrix, right);
  };
}

/** The lower triangle of XᵀX. */
function gramOf(x: ArrayLike<number>, factors: number): Float64Array {
  const gram = new Float64Array(factors * factors);
  for (let start = 0; start < x.length; start += factors) {
    for (let i = 0; i < factors; i++) {
      for (let j = 0; j <= i; j++) gram[i * factors + j] += x[start + i] * x[start + j];
    }
  }
  return gram;
}

/** Solve A x = b by the Cholesky factor of A (its lower triangle is overwritten); `b` becomes the solution. */
function solvePositiveDefinite(a: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j];
      for (let k = 0; k < j; k++) sum -= a[i * n + k] * a[j * n + k];
      a[i * n + j] = i === j ? Math.sqrt(sum) : sum / a[j * n + j];
    }
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= a[i * n + k] * b[k];
    b[i] = sum / a[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i];
    for (let k = i + 1; k < n; k++) sum -= a[k * n + i] * b[k];
    b[i] = sum / a[i * n + i];
  }
  return b;
}
