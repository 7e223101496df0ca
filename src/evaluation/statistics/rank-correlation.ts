/** The rank of each value among all, from 1; equal values share the mean of theirs. */
export function midranks(values: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a] - values[b]);
  const ranks = new Float64Array(values.length);
  for (let first = 0; first < order.length;) {
    let end = first + 1;
    while (end < order.length && values[order[end]] === values[order[first]]) end++;
    for (let i = first; i < end; i++) ranks[order[i]] = (first + end + 1) / 2;
    first = end;
  }
  return ranks;
}

/** Spearman's correlation of ranks (1904); NaN where either has one value only. */
export function rankCorrelation(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const [own, others] = [midranks(one), midranks(other)];
  const centre = (own.length + 1) / 2;
  let [both, squares, otherSquares] = [0, 0, 0];
  for (let i = 0; i < own.length; i++) {
    both += (own[i] - centre) * (others[i] - centre);
    squares += (own[i] - centre) ** 2;
    otherSquares += (others[i] - centre) ** 2;
  }
  return squares > 0 && otherSquares > 0 ? both / Math.sqrt(squares * otherSquares) : NaN;
}
