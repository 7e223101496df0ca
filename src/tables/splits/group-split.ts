import type { Random } from '../../core/random.js';
import {
  impossible,
  rowsByValue,
  shuffled,
  toSplit,
  wantedParts,
  type PartName,
  type Split,
} from './parts.js';

/** Groups in random order fill the test, then the validation, as long as each brings the part nearer to its share of the rows. */
export function splitByGroup(
  groups: readonly (string | number)[],
  share: Record<PartName, number>,
  random: Random,
): Split {
  const members = [...rowsByValue(groups).values()];
  const wanted = wantedParts(share);
  if (members.length < wanted.length) {
    throw impossible(`at least ${wanted.length} groups`, `${members.length} in ${groups.length} rows`);
  }
  let left = shuffled(members, random.permutation(members.length));
  const partOfRow = new Uint8Array(groups.length);
  const heldBack = wanted.filter((name) => name !== 'training').reverse();
  heldBack.forEach((name, i) => {
    // One group must stay for each part that is still to be filled, training among them.
    const mostGroups = left.length - (heldBack.length - i);
    const taken = take(left, groups.length * share[name], mostGroups);
    for (const row of taken.flat()) partOfRow[row] = name === 'test' ? 2 : 1;
    left = left.filter((rows) => !taken.includes(rows));
  });
  return toSplit(partOfRow);
}

function take(groups: readonly number[][], target: number, mostGroups: number): number[][] {
  const taken: number[][] = [];
  let count = 0;
  for (const rows of groups) {
    if (taken.length === mostGroups) break;
    if (Math.abs(count + rows.length - target) > Math.abs(count - target)) continue;
    taken.push(rows);
    count += rows.length;
  }
  if (taken.length > 0) return taken;
  return [groups.reduce((smallest, rows) => (rows.length < smallest.length ? rows : smallest))];
}
