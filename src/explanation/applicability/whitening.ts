/** Below this share of the largest variance a direction counts as one in which nothing varies. */
const leastShare = 1e-9;

/**
 * The inverse of the lower Cholesky factor of a covariance: rows that are multiplied by it vary by 1 in every direction, and lengths of their differences are
 * Mahalanobis distances (Mahalanobis, 1936).
 * @param covariance `[width, width]`, of which the lower triangle is read.
 * @returns `[width, width]`, lower triangle.
 */
export function whiteningOf(covariance: Float64Array, width: number): Float64Array {
  return invertedTriangle(choleskyFactor(covariance, width), width);
}

function choleskyFactor(covariance: Float64Array, width: number): Float64Array {
  const factor = new Float64Array(width * width);
  let largest = 0;
  for (let i = 0; i < width; i++) largest = Math.max(largest, covariance[i * width + i]);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = covariance[i * width + j];
      for (let k = 0; k < j; k++) sum -= factor[i * width + k] * factor[j * width + k];
      if (i === j) factor[i * width + i] = Math.sqrt(Math.max(sum, leastShare * largest, Number.MIN_VALUE));
      else factor[i * width + j] = sum / factor[j * width + j];
    }
  }
  return factor;
}

function invertedTriangle(factor: Float64Array, width: number): Float64Array {
  const inverse = new Float64Array(width * width);
  for (let column = 0; column < width; column++) {
    inverse[column * width + column] = 1 / factor[column * width + column];
    for (let i = column + 1; i < width; i++) {
      let sum = 0;
      for (let k = column; k < i; k++) sum -= factor[i * width + k] * inverse[k * width + column];
      inverse[i * width + column] = sum / factor[i * width + i];
    }
  }
  return inverse;
}

/** A row of features multiplied by a whitening. Most features of a row are 0. */
export function whitened(whitening: Float64Array, features: ArrayLike<number>): Float64Array {
  const width = features.length;
  const out = new Float64Array(width);
  for (let column = 0; column < width; column++) {
    const value = features[column];
    if (value === 0) continue;
    for (let i = column; i < width; i++) out[i] += whitening[i * width + column] * value;
  }
  return out;
}
