import type { Feature } from '../tables/columns/column-kind.js';

/** One row per row of a table, row-major. */
export interface PreparedRows {
  data: Float32Array;
  width: number;
}

/**
 * What each column adds to the output of a linear model, for each row: the sum of weight x feature over the column's features, in the unit of the output.
 * Exact, as the model is additive.
 */
export function contributionsByColumn(
  weights: readonly { feature: Feature; weight: number }[],
  { data, width }: PreparedRows,
): Map<string, Float64Array> {
  const rows = data.length / width;
  const byColumn = new Map<string, Float64Array>();
  weights.forEach(({ feature, weight }, i) => {
    const sums = byColumn.get(feature.column) ?? new Float64Array(rows);
    for (let row = 0; row < rows; row++) sums[row] += weight * data[row * width + i];
    byColumn.set(feature.column, sums);
  });
  return byColumn;
}
