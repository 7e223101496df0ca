import { InvalidInputError } from '../../core/errors.js';

/** Rows that are worked on together: their blocks stay in the processor's cache. */
const block = 48;
/** Elements of a row that a tile of products reads before it moves on. */
const run = 512;

/**
 * Invert a symmetric positive definite matrix in place by its Cholesky factor (A = L Lᵀ, so A⁻¹ = L⁻ᵀ L⁻¹; Golub & Van Loan, 2013,
 * section 4.2), in double precision. About n³ / 2 multiplications: 2,665 rows take some seconds.
 * @param matrix row-major `[n, n]`; only its lower triangle is read.
 * @param pause called between blocks, to let the event loop have its turn or to throw when cancelled.
 * @returns `matrix`, now its inverse, both triangles.
 * @throws InvalidInputError when it is not positive definite.
 */
export async function invertPositiveDefinite(
  matrix: Float64Array,
  n: number,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<Float64Array> {
  await factorise(matrix, n, pause);
  const inverse = await invertFactor(matrix, n, pause);
  for (let start = 0; start < n; start += block) {
    await pause();
    const end = Math.min(start + block, n);
    matrix.fill(0, start * n, end * n);
    // Row i of `inverse` holds column i of L⁻¹, which is zero before i.
    for (let at = 0; at < end; at += block) {
      const tile = {
        rows: [start, end],
        columns: [at, Math.min(at + block, end)],
        from: start,
        to: n,
      } as const;
      addProducts(matrix, inverse, inverse, n, { ...tile, sign: 1 });
    }
  }
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) matrix[i * n + j] = matrix[j * n + i];
  return matrix;
}

/** Replace the lower triangle by its Cholesky factor. */
async function factorise(matrix: Float64Array, n: number, pause: () => Promise<void>): Promise<void> {
  for (let start = 0; start < n; start += block) {
    await pause();
    const end = Math.min(start + block, n);
    for (let at = start; at < n; at += block) {
      const rows = [at, Math.min(at + block, n)] as const;
      addProducts(matrix, matrix, matrix, n, { rows, columns: [start, end], from: 0, to: start, sign: -1 });
    }
    for (let j = start; j < end; j++) {
      for (let i = j; i < n; i++) {
        let sum = matrix[i * n + j];
        for (let k = start; k < j; k++) sum -= matrix[i * n + k] * matrix[j * n + k];
        if (i > j) matrix[i * n + j] = sum / matrix[j * n + j];
        else if (sum > 0) matrix[i * n + j] = Math.sqrt(sum);
        else throw new InvalidInputError('The matrix is not positive definite, so it cannot be inverted.');
      }
    }
  }
}

/** The transposed inverse of a lower triangular factor: row j holds column j of L⁻¹. */
async function invertFactor(
  factor: Float64Array,
  n: number,
  pause: () => Promise<void>,
): Promise<Float64Array> {
  const inverse = new Float64Array(n * n);
  for (let start = 0; start < n; start += block) {
    await pause();
    const end = Math.min(start + block, n);
    for (let at = 0; at < start; at += block) {
      // Columns `at` of L⁻¹ end up in rows `at` of `inverse`: the product is written transposed.
      const rows = [at, Math.min(at + block, start)] as const;
      addProducts(inverse, inverse, factor, n, {
        rows,
        columns: [start, end],
        from: at,
        to: start,
        sign: -1,
      });
    }
    for (let j = start; j < end; j++) inverse[j * n + j] = 1;
    for (let j = 0; j < end; j++) {
      for (let i = Math.max(start, j); i < end; i++) {
        let sum = inverse[j * n + i];
        for (let k = Math.max(start, j); k < i; k++) sum -= factor[i * n + k] * inverse[j * n + k];
        inverse[j * n + i] = sum / factor[i * n + i];
      }
    }
  }
  return inverse;
}

interface Tile {
  rows: readonly [number, number];
  columns: readonly [number, number];
  /** The products run over these elements of the rows of `a` and `b`. */
  from: number;
  to: number;
  sign: 1 | -1;
}

/** `c[i, j] += sign · Σ a[i, k] b[j, k]`, all row-major with rows of `n`: four rows by two at a time. */
function addProducts(c: Float64Array, a: Float64Array, b: Float64Array, n: number, tile: Tile): void {
  const { rows, columns, to, sign } = tile;
  for (let from = tile.from; from < to; from += run) {
    const end = Math.min(from + run, to);
    let i = rows[0];
    for (; i + 2 <= rows[1]; i += 2) {
      let j = columns[0];
      for (; j + 4 <= columns[1]; j += 4) addTwoByFour(c, a, b, n, { i, j, from, end, sign });
      for (; j < columns[1]; j++) {
        c[i * n + j] += sign * product(a, i * n, b, j * n, { from, end });
        c[(i + 1) * n + j] += sign * product(a, (i + 1) * n, b, j * n, { from, end });
      }
    }
    for (; i < rows[1]; i++) {
      for (let j = columns[0]; j < columns[1]; j++) {
        c[i * n + j] += sign * product(a, i * n, b, j * n, { from, end });
      }
    }
  }
}

function product(
  a: Float64Array,
  rowA: number,
  b: Float64Array,
  rowB: number,
  { from, end }: { from: number; end: number },
): number {
  let sum = 0;
  for (let k = from; k < end; k++) sum += a[rowA + k] * b[rowB + k];
  return sum;
}

interface Place {
  i: number;
  j: number;
  from: number;
  end: number;
  sign: 1 | -1;
}

/** Eight sums in registers: each number that is read serves two or four of them. */
function addTwoByFour(c: Float64Array, a: Float64Array, b: Float64Array, n: number, place: Place): void {
  const { i, j, from, end, sign } = place;
  const a0 = i * n;
  const a1 = a0 + n;
  const b0 = j * n;
  const b1 = b0 + n;
  const b2 = b1 + n;
  const b3 = b2 + n;
  let [s00, s01, s02, s03, s10, s11, s12, s13] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let k = from; k < end; k++) {
    const x = a[a0 + k];
    const y = a[a1 + k];
    const p = b[b0 + k];
    const q = b[b1 + k];
    const r = b[b2 + k];
    const s = b[b3 + k];
    s00 += x * p;
    s01 += x * q;
    s02 += x * r;
    s03 += x * s;
    s10 += y * p;
    s11 += y * q;
    s12 += y * r;
    s13 += y * s;
  }
  const top = a0 + j;
  c[top] += sign * s00;
  c[top + 1] += sign * s01;
  c[top + 2] += sign * s02;
  c[top + 3] += sign * s03;
  const bottom = a1 + j;
  c[bottom] += sign * s10;
  c[bottom + 1] += sign * s11;
  c[bottom + 2] += sign * s12;
  c[bottom + 3] += sign * s13;
}
