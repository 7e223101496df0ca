import { createRandom } from '../../core/random.js';

/** A sparse matrix by rows: in row `i` the entries `[column, value]`. */
export type SparseRows = readonly (readonly (readonly [number, number])[])[];

export interface SingularVectors {
  /** Descending. */
  values: number[];
  /** Right singular vectors, row-major `[columns, values.length]`. */
  right: Float64Array;
}

/** More directions than are wanted, so that the wanted ones settle sooner. */
const oversampling = 8;
const rounds = 12;
const seed = 1990;

/**
 * The largest singular values of a sparse matrix and their right vectors, by subspace iteration from a seeded start (Halko, Martinsson &
 * Tropp, SIAM Review 53(2), 2011). The same matrix gives the same bits; a vector's largest entry is positive.
 * @param wanted how many; fewer come back where the matrix has a smaller rank.
 */
export function truncatedSingularVectors(rows: SparseRows, columns: number, wanted: number): SingularVectors {
  const width = Math.min(wanted + oversampling, columns, rows.length);
  if (width === 0) return { values: [], right: new Float64Array(0) };
  const random = createRandom(seed);
  let basis = Float64Array.from({ length: columns * width }, () => random.normal());
  orthonormalise(basis, width);
  for (let round = 0; round < rounds; round++) {
    basis = transposedTimes(rows, timesBasis(rows, basis, width), { columns, width });
    orthonormalise(basis, width);
  }
  return fromBasis(rows, basis, { columns, width, wanted });
}

/** Rows x basis: `[rows, width]`. */
function timesBasis(rows: SparseRows, basis: Float64Array, width: number): Float64Array {
  const product = new Float64Array(rows.length * width);
  rows.forEach((row, i) => {
    for (const [column, value] of row)
      for (let k = 0; k < width; k++) product[i * width + k] += value * basis[column * width + k];
  });
  return product;
}

/** Transposed rows x `[rows, width]`: `[columns, width]`. */
function transposedTimes(
  rows: SparseRows,
  factor: Float64Array,
  { columns, width }: { columns: number; width: number },
): Float64Array<ArrayBuffer> {
  const product = new Float64Array(columns * width);
  rows.forEach((row, i) => {
    for (const [column, value] of row)
      for (let k = 0; k < width; k++) product[column * width + k] += value * factor[i * width + k];
  });
  return product;
}

/** Modified Gram-Schmidt, in place, over the columns of `[length / width, width]`; what depends on those before it becomes 0. */
function orthonormalise(matrix: Float64Array, width: number): void {
  for (let k = 0; k < width; k++) {
    const before = Math.sqrt(dotColumns(matrix, width, k, k));
    // Twice is enough (Kahan).
    for (let pass = 0; pass < 2; pass++)
      for (let other = 0; other < k; other++) {
        const share = dotColumns(matrix, width, k, other);
        for (let at = 0; at < matrix.length; at += width) matrix[at + k] -= share * matrix[at + other];
      }
    const length = Math.sqrt(dotColumns(matrix, width, k, k));
    const factor = length > 1e-10 * before ? 1 / length : 0;
    for (let at = k; at < matrix.length; at += width) matrix[at] *= factor;
  }
}

function dotColumns(matrix: Float64Array, width: number, a: number, b: number): number {
  let sum = 0;
  for (let at = 0; at < matrix.length; at += width) sum += matrix[at + a] * matrix[at + b];
  return sum;
}

interface Sizes {
  columns: number;
  width: number;
  wanted: number;
}

/** The singular vectors within a subspace that holds them: those of the small matrix that the rows are there. */
function fromBasis(
  rows: SparseRows,
  basis: Float64Array,
  { columns, width, wanted }: Sizes,
): SingularVectors {
  const projected = timesBasis(rows, basis, width);
  const gram = Float64Array.from({ length: width * width }, (_, at) =>
    dotColumns(projected, width, Math.floor(at / width), at % width),
  );
  const { values, vectors } = symmetricEigenvectors(gram, width);
  const order = [...values.keys()].sort((a, b) => values[b] - values[a]).slice(0, wanted);
  const kept = order.filter((place) => values[place] > 1e-12 * Math.max(values[order[0]], 0));
  const right = new Float64Array(columns * kept.length);
  kept.forEach((place, k) => {
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += basis[column * width + j] * vectors[j * width + place];
      right[column * kept.length + k] = sum;
    }
    turnUp(right, kept.length, k);
  });
  return { values: kept.map((place) => Math.sqrt(values[place])), right };
}

/** The sign of a singular vector is free: the largest entry is made positive. */
function turnUp(right: Float64Array, width: number, k: number): void {
  let largest = 0;
  for (let at = k; at < right.length; at += width)
    if (Math.abs(right[at]) > Math.abs(largest) + 1e-12) largest = right[at];
  if (largest < 0) for (let at = k; at < right.length; at += width) right[at] *= -1;
}

const sweeps = 60;

/** Of a symmetric matrix, by Jacobi's rotations: vector `k` is column `k` of `vectors`. */
function symmetricEigenvectors(given: Float64Array, size: number) {
  const matrix = given.slice();
  const vectors = Float64Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? 1 : 0));
  for (let sweep = 0; sweep < sweeps; sweep++) {
    let off = 0;
    for (let p = 0; p < size; p++)
      for (let q = p + 1; q < size; q++) {
        off = Math.max(off, Math.abs(matrix[p * size + q]));
        rotate(matrix, vectors, { size, p, q });
      }
    if (off < 1e-14 * (1 + Math.abs(matrix[0]))) break;
  }
  return { values: Float64Array.from({ length: size }, (_, k) => matrix[k * size + k]), vectors };
}

function rotate(
  matrix: Float64Array,
  vectors: Float64Array,
  { size, p, q }: { size: number; p: number; q: number },
): void {
  const entry = matrix[p * size + q];
  if (entry === 0) return;
  const theta = (matrix[q * size + q] - matrix[p * size + p]) / (2 * entry);
  const tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (let k = 0; k < size; k++) turn(matrix, k * size + p, k * size + q, cosine, sine);
  for (let k = 0; k < size; k++) turn(matrix, p * size + k, q * size + k, cosine, sine);
  for (let k = 0; k < size; k++) turn(vectors, k * size + p, k * size + q, cosine, sine);
}

function turn(values: Float64Array, a: number, b: number, cosine: number, sine: number): void {
  const [first, second] = [values[a], values[b]];
  values[a] = cosine * first - sine * second;
  values[b] = sine * first + cosine * second;
}
