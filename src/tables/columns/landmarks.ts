import { normalQuantile } from '../../core/normal-quantile.js';

/** A rising piecewise-linear function: `scores[i]` at `values[i]`, straight between, constant beyond the ends. */
export interface Landmarks {
  /** Strictly rising. */
  values: number[];
  scores: number[];
}

const mostLandmarks = 200;

/**
 * From values to normal scores: each training value to the quantile of the standard normal at its mean rank (van der Waerden, 1952),
 * whatever the distribution was like. Where there are very many distinct values, some of them stand for all.
 * @param sorted ascending, at least one value.
 */
export function landmarksOf(sorted: Float64Array): Landmarks {
  const groups = distinctValues(sorted);
  const step = Math.max(1, (groups.length - 1) / (mostLandmarks - 1));
  const count = Math.min(groups.length, mostLandmarks);
  const chosen = Array.from({ length: count }, (_, i) => groups[Math.round(i * step)]);
  return {
    values: chosen.map(({ value }) => value),
    scores: chosen.map(({ first, last }) => normalQuantile((first + last + 1) / 2 / sorted.length)),
  };
}

/** The function through the landmarks. */
export function throughLandmarks({ values, scores }: Landmarks): (value: number) => number {
  const last = values.length - 1;
  return (value) => {
    if (!(value > values[0])) return scores[0];
    if (value >= values[last]) return scores[last];
    let below = 0;
    let above = last;
    while (above - below > 1) {
      const middle = (below + above) >> 1;
      if (values[middle] <= value) below = middle;
      else above = middle;
    }
    const share = (value - values[below]) / (values[above] - values[below]);
    return scores[below] + share * (scores[above] - scores[below]);
  };
}

/** Each distinct value with the positions of its first and its last appearance. */
function distinctValues(sorted: Float64Array): { value: number; first: number; last: number }[] {
  const groups: { value: number; first: number; last: number }[] = [];
  sorted.forEach((value, position) => {
    const group = groups.at(-1);
    if (group?.value === value) group.last = position;
    else groups.push({ value: value === 0 ? 0 : value, first: position, last: position });
  });
  return groups;
}
