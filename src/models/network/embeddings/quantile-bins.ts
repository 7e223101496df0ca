/**
 * Ascending knots of at most `bins` bins that hold about equally many of `values`, or one bin between every two neighbouring
 * values where there are few. Knots nearer to each other than `gap` are one. Fewer than two: the values do not vary.
 */
export function quantileKnots(values: Float32Array, bins: number, gap: number): number[] {
  const sorted = values.slice().sort();
  const last = sorted.length - 1;
  const distinct = apart(sorted, gap);
  if (distinct.length <= bins + 1) return distinct;
  return apart(
    Array.from({ length: bins + 1 }, (_, i) => quantile(sorted, (i * last) / bins)),
    gap,
  );
}

/** Linear between two order statistics (type 7 of Hyndman & Fan, 1996). */
function quantile(sorted: Float32Array, place: number): number {
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

function apart(ascending: ArrayLike<number>, gap: number): number[] {
  const kept: number[] = [];
  for (let i = 0; i < ascending.length; i++) {
    const last = kept.at(-1);
    if (last === undefined || ascending[i] - last >= gap) kept.push(ascending[i]);
  }
  return kept;
}
