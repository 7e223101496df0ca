/**
 * The ceil((n + 1) coverage)-th smallest score, which a new exchangeable score does not exceed with at least the probability
 * `coverage` (Vovk, Gammerman & Shafer, 2005). Infinity when there are too few scores for the coverage.
 */
export function conformalQuantile(scores: Float64Array, coverage: number): number {
  const { length } = scores;
  const sorted = scores.slice().sort();
  // Products such as 100 x 0.57 come out a rounding error above the integer that they stand for.
  const rank = Math.max(1, Math.ceil((length + 1) * coverage - 1e-9));
  return rank > length ? Infinity : sorted[rank - 1];
}
