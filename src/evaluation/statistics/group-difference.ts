/** How a group differs from the others: the size of the difference, and how many standard errors it is from none. */
export interface GroupDifference {
  size: number;
  /** Under the hypothesis that the group was drawn at random; NaN where nothing can differ. */
  deviations: number;
}

/**
 * Whether the numbers of a group lie higher or lower than those of the others (Mann & Whitney, 1947). The size is the chance that one of
 * the group is higher than one of the others, ties counting a half: 0.5 for no difference.
 */
export function rankDifference(group: readonly number[], others: readonly number[]): GroupDifference {
  const sorted = Float64Array.from(others).sort();
  let wins = 0;
  for (const value of group) {
    const below = countWhere(sorted, (other) => other < value);
    wins += (below + countWhere(sorted, (other) => other <= value)) / 2;
  }
  const pairs = group.length * others.length;
  const size = wins / pairs;
  const error = Math.sqrt((group.length + others.length + 1) / (12 * pairs));
  return { size, deviations: (size - 0.5) / error };
}

/**
 * Whether something is commoner in a group than in the others: the two counts of it beside the two sizes. The size is the share in the group
 * less the share in the others.
 */
export function shareDifference(
  group: { with: number; all: number },
  others: { with: number; all: number },
): GroupDifference {
  const size = group.with / group.all - others.with / others.all;
  const share = (group.with + others.with) / (group.all + others.all);
  const error = Math.sqrt(share * (1 - share) * (1 / group.all + 1 / others.all));
  return { size, deviations: size / error };
}

/** How many of ascending numbers fulfil a condition that the first of them do and the rest do not. */
function countWhere(sorted: Float64Array, holds: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}
