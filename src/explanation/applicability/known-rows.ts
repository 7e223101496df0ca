import { whitened } from './whitening.js';

/** Rows that are known, and how far others lie from the nearest of them, each direction measured by how much rows vary in it. */
export class KnownRows {
  private readonly references: readonly Float64Array[];

  /** @param whitening see `whiteningOf`. */
  constructor(
    private readonly whitening: Float64Array,
    references: readonly ArrayLike<number>[],
  ) {
    this.references = references.map((features) => whitened(whitening, features));
  }

  /**
   * Mahalanobis distance of a row of features to the nearest of the known rows.
   * @param near to a row within so much no nearer one is looked for: most rows have many of them.
   */
  distance(features: ArrayLike<number>, near = 0): number {
    const row = whitened(this.whitening, features);
    const enough = near * near;
    let least = Infinity;
    for (const reference of this.references) {
      least = Math.min(least, squaredUpTo(least, row, reference));
      if (least <= enough) break;
    }
    return Math.sqrt(least);
  }
}

/** The squared distance of two rows; of those further apart than a bound some part of it. */
function squaredUpTo(bound: number, a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length && sum < bound; i++) {
    const apart = a[i] - b[i];
    sum += apart * apart;
  }
  return sum;
}
