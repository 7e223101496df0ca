import type { ItemSets } from '../network/network.js';
import { invertPositiveDefinite } from './invert-positive-definite.js';
import { itemLists, type ItemLists } from './item-lists.js';

export interface RidgeOptions {
  /** The penalty of squared weights. */
  strength: number;
  /** As if each item of a row were left out with this probability (Steck, 2020). */
  dropout: number;
}

/** Up to so many items their own matrix is inverted, however few rows there are. */
const fewItems = 4096;

/** Whether the matrix of the rows is inverted instead of that of the items. */
export function invertsRows(items: number, rows: number): boolean {
  return items > fewItems && rows < items;
}

/**
 * The regression of every item on the others: -P[i, j] / P[j, j] of the inverse P of A = XᵀX + D, zero on the diagonal (EASE: Steck,
 * 2019, equation 8), where D holds the penalties. With fewer rows than items A⁻¹ = D⁻¹ - D⁻¹Xᵀ (I + X D⁻¹ Xᵀ)⁻¹ X D⁻¹, so that
 * a matrix of the rows is inverted instead (Woodbury; Golub & Van Loan, 2013, section 2.1.4).
 * @param way which matrix is inverted; by default as {@link invertsRows} says.
 * @returns row-major `[items, items]`; the first way holds two matrices of doubles of this size besides, the second two of the rows.
 */
export async function itemRegression(
  sets: ItemSets,
  options: RidgeOptions,
  pause: () => Promise<void>,
  way?: 'rows' | 'items',
): Promise<Float32Array> {
  const { items } = sets;
  const rows = sets.rows.filter((row) => row.length > 0);
  const chosen = way ?? (invertsRows(items, rows.length) ? 'rows' : 'items');
  if (chosen === 'items') return byItems({ items, rows }, options, pause);
  return kernelOf(await rowRegression({ items, rows }, options, pause), pause);
}

/**
 * The same regression by what it is made of: with M = (I + X D⁻¹ Xᵀ)⁻¹ the weight from i to j is
 * (XᵀMX)[i, j] / (D[i, i] · diagonal[j]). Nothing in it grows with the square of the items.
 */
export interface RowRegression {
  /** M, row-major `[rows, rows]`. */
  inverse: Float64Array;
  lists: ItemLists;
  /** D, `[items]`. */
  penalties: Float64Array;
  /** (XᵀMX)[j, j], `[items]`. */
  own: Float64Array;
  /** D[j, j] P[j, j], `[items]`. */
  diagonal: Float64Array;
}

/** @param sets no row of which is empty. */
export async function rowRegression(
  sets: ItemSets,
  options: RidgeOptions,
  pause: () => Promise<void>,
): Promise<RowRegression> {
  const lists = itemLists(sets);
  const penalties = penaltiesOf(lists, options);
  const count = sets.rows.length;
  const inverse = await invertPositiveDefinite(commonItems(count, lists, penalties), count, pause);
  const sums = new InverseSums(inverse, lists);
  const own = new Float64Array(sets.items);
  for (let item = 0; item < sets.items; item++) {
    await pause();
    own[item] = sums.from(item)(item);
  }
  const diagonal = own.map((sum, item) => 1 - sum / penalties[item]);
  return { inverse, lists, penalties, own, diagonal };
}

function penaltiesOf({ starts }: ItemLists, { strength, dropout }: RidgeOptions): Float64Array {
  const share = dropout / (1 - dropout);
  return Float64Array.from({ length: starts.length - 1 }, (_, item) => {
    return strength + share * (starts[item + 1] - starts[item]);
  });
}

async function byItems(
  { items, rows }: ItemSets,
  options: RidgeOptions,
  pause: () => Promise<void>,
): Promise<Float32Array> {
  const penalties = penaltiesOf(itemLists({ items, rows }), options);
  const matrix = new Float64Array(items * items);
  for (const row of rows) {
    for (let i = 0; i < row.length; i++) {
      for (let j = 0; j < row.length; j++) matrix[row[i] * items + row[j]] += 1;
    }
  }
  for (let i = 0; i < items; i++) matrix[i * items + i] += penalties[i];
  const inverse = await invertPositiveDefinite(matrix, items, pause);
  const kernel = new Float32Array(items * items);
  for (let i = 0; i < items; i++) {
    for (let j = 0; j < items; j++) {
      if (i !== j) kernel[i * items + j] = -inverse[i * items + j] / inverse[j * items + j];
    }
  }
  return kernel;
}

async function kernelOf(
  { inverse, lists, penalties, diagonal }: RowRegression,
  pause: () => Promise<void>,
): Promise<Float32Array> {
  const items = penalties.length;
  const sums = new InverseSums(inverse, lists);
  const kernel = new Float32Array(items * items);
  for (let item = 0; item < items; item++) {
    await pause();
    const to = sums.from(item);
    for (let other = 0; other < items; other++) {
      if (other !== item) kernel[item * items + other] = to(other) / (penalties[item] * diagonal[other]);
    }
  }
  return kernel;
}

/** I + X D⁻¹ Xᵀ, `[count, count]`. */
function commonItems(count: number, { starts, rows }: ItemLists, penalties: Float64Array): Float64Array {
  const matrix = new Float64Array(count * count);
  for (let item = 0; item < penalties.length; item++) {
    for (let a = starts[item]; a < starts[item + 1]; a++) {
      for (let b = starts[item]; b < starts[item + 1]; b++)
        matrix[rows[a] * count + rows[b]] += 1 / penalties[item];
    }
  }
  for (let row = 0; row < count; row++) matrix[row * count + row] += 1;
  return matrix;
}

/** Elements of Xᵀ M X, M the inverse of a matrix of the rows. */
class InverseSums {
  private readonly sums: Float64Array;
  private readonly count: number;

  constructor(
    private readonly inverse: Float64Array,
    private readonly lists: ItemLists,
  ) {
    this.count = Math.sqrt(inverse.length);
    this.sums = new Float64Array(this.count);
  }

  /** The elements of the row of one item, by the other item; until the next call. */
  from(item: number): (other: number) => number {
    const { sums, inverse, count } = this;
    const { starts, rows } = this.lists;
    sums.fill(0);
    for (let at = starts[item]; at < starts[item + 1]; at++) {
      const start = rows[at] * count;
      for (let i = 0; i < count; i++) sums[i] += inverse[start + i];
    }
    return (other) => {
      let sum = 0;
      for (let at = starts[other]; at < starts[other + 1]; at++) sum += sums[rows[at]];
      return sum;
    };
  }
}
