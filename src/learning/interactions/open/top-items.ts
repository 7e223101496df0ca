/** The indexes of the `count` highest scores that `allowed` lets pass, best first; equal scores in the order of the items. */
export function bestOf(
  scores: ArrayLike<number>,
  count: number,
  allowed: (item: number) => boolean = () => true,
): number[] {
  const best: number[] = [];
  for (let item = 0; item < scores.length; item++) {
    const last = best.length < count ? -Infinity : scores[best[best.length - 1]];
    if (!(scores[item] > last) || !allowed(item)) continue;
    let at = best.length;
    while (at > 0 && scores[best[at - 1]] < scores[item]) at--;
    best.splice(at, 0, item);
    if (best.length > count) best.pop();
  }
  return best;
}

/**
 * Choose `count` of the candidates so that a list is not ten times the same: each next one has the most of relevance less its
 * likeness to those already chosen (maximal marginal relevance: Carbonell & Goldstein, 1998).
 * @param relevance of each candidate, best first.
 * @param diversity 0: by relevance alone; 1: by unlikeness alone.
 * @param likeness of two candidates, by their places, from 0 to 1.
 * @returns places of the candidates.
 */
export function diversify(
  relevance: readonly number[],
  count: number,
  diversity: number,
  likeness: (a: number, b: number) => number,
): number[] {
  const order = [...relevance.keys()];
  if (diversity === 0) return order.slice(0, count);
  const [highest, lowest] = [Math.max(...relevance), Math.min(...relevance)];
  const scale = highest > lowest ? highest - lowest : 1;
  const nearest = new Float64Array(relevance.length);
  const chosen: number[] = [];
  while (chosen.length < count && order.length > 0) {
    const worth = (at: number) =>
      ((1 - diversity) * (relevance[at] - lowest)) / scale - diversity * nearest[at];
    const next = order.reduce((best, at) => (worth(at) > worth(best) ? at : best));
    order.splice(order.indexOf(next), 1);
    chosen.push(next);
    for (const at of order) nearest[at] = Math.max(nearest[at], likeness(next, at));
  }
  return chosen;
}
