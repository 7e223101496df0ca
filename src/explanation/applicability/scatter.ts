/** Sums over rows from which their covariance follows; sums of parts add up. */
export interface Scatter {
  rows: number;
  /** Sum of the products of features, `[width, width]`; the lower triangle alone is filled. */
  products: Float64Array;
  /** Sum of the fourth powers of the lengths of rows. */
  fourth: number;
}

/** Rows of features, row-major. */
export interface FeatureRows {
  data: Float32Array;
  width: number;
}

/** @param centre is taken from each row, `[width]`. */
export function scatterOf(
  { data, width }: FeatureRows,
  rows: ArrayLike<number>,
  centre: Float64Array,
): Scatter {
  const products = new Float64Array(width * width);
  const row = new Float64Array(width);
  let fourth = 0;
  for (let at = 0; at < rows.length; at++) {
    let length = 0;
    for (let i = 0; i < width; i++) {
      row[i] = data[rows[at] * width + i] - centre[i];
      length += row[i] * row[i];
    }
    fourth += length * length;
    for (let i = 0; i < width; i++) {
      const value = row[i];
      if (value === 0) continue;
      const from = i * width;
      for (let j = 0; j <= i; j++) products[from + j] += value * row[j];
    }
  }
  return { rows: rows.length, products, fourth };
}

/** What is left when a part is taken away. */
export function scatterWithout(all: Scatter, part: Scatter): Scatter {
  return {
    rows: all.rows - part.rows,
    products: all.products.map((sum, i) => sum - part.products[i]),
    fourth: all.fourth - part.fourth,
  };
}

export function scatterTogether(parts: readonly Scatter[]): Scatter {
  const products = new Float64Array(parts[0].products.length);
  for (const part of parts) part.products.forEach((sum, i) => (products[i] += sum));
  const total = (figure: (part: Scatter) => number) => parts.reduce((sum, part) => sum + figure(part), 0);
  return { rows: total(({ rows }) => rows), products, fourth: total(({ fourth }) => fourth) };
}

/**
 * The covariance of centred rows, drawn towards a multiple of the identity as far as its sampling error asks for (Ledoit & Wolf, A
 * well-conditioned estimator for large-dimensional covariance matrices, 2004): it can be inverted, however few rows there are.
 * @returns `[width, width]`, of which the lower triangle is filled.
 */
export function shrunkCovariance({ rows, products, fourth }: Scatter, width: number): Float64Array {
  const covariance = products.map((sum) => sum / rows);
  let trace = 0;
  let squares = 0;
  for (let i = 0; i < width; i++) {
    trace += covariance[i * width + i];
    for (let j = 0; j <= i; j++) squares += (i === j ? 1 : 2) * covariance[i * width + j] ** 2;
  }
  const level = trace / width;
  const distance = squares - width * level * level;
  const error = Math.min((fourth / rows - squares) / rows, distance);
  const towards = distance > 0 ? Math.max(0, error) / distance : 1;
  for (let i = 0; i < width; i++) {
    for (let j = 0; j <= i; j++) covariance[i * width + j] *= 1 - towards;
    covariance[i * width + i] += towards * level;
  }
  return covariance;
}
