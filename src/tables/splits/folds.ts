import { InvalidInputError, shown } from '../../core/errors.js';
import { createRandom } from '../../core/random.js';
import { impossible, rowsByValue, shuffled } from './parts.js';
import type { RowLabel } from './split-rows.js';

export interface FoldsRequest {
  rows: number;
  /** Number of folds, at least 2. */
  k: number;
  seed: number;
  /** A class of each row: every fold gets its share of each class. */
  labels?: readonly RowLabel[];
  /** A group of each row: no group is in two folds. */
  groups?: readonly RowLabel[];
}

/**
 * The fold (0 to k - 1) of each row. Without groups, fold sizes differ by at most one, and with labels the rows of each class
 * in a fold do as well. With groups, each group goes, the largest first, where it leaves the classes (or the sizes) most even.
 *
 * @throws InvalidInputError when there are fewer rows, rows of a class or groups than folds.
 */
export function kFolds(request: FoldsRequest): Int32Array {
  const { rows, k, labels, groups } = request;
  if (!Number.isInteger(k) || k < 2) throw impossible('at least 2 folds', `k = ${k}`);
  if (rows < k) throw impossible(`at least ${k} rows for ${k} folds`, `${rows} rows`);
  for (const [name, values] of Object.entries({ labels, groups })) {
    if (values && values.length !== rows) throw impossible(`${rows} ${name}, one a row`, `${values.length}`);
  }
  return groups ? groupedFolds(request, groups) : dealtFolds(request);
}

/** Training and test rows when `fold` is held back. */
export function foldRows(folds: Int32Array, fold: number): { training: Int32Array; test: Int32Array } {
  const rows = Int32Array.from(folds.keys());
  return {
    training: rows.filter((row) => folds[row] !== fold),
    test: rows.filter((row) => folds[row] === fold),
  };
}

/** Rows in random order, one class after the other, are dealt to the folds in turn. */
function dealtFolds({ rows, k, seed, labels }: FoldsRequest): Int32Array {
  const random = createRandom(seed);
  const folds = new Int32Array(rows);
  const classes = labels
    ? rowsByValue(labels)
    : new Map([['', Array.from({ length: rows }, (_, row) => row)]]);
  let dealt = 0;
  for (const [label, members] of classes) {
    if (members.length < k) {
      throw impossible(
        `at least ${k} rows of each class for ${k} folds`,
        `${members.length} of class ${shown(label)}`,
      );
    }
    for (const row of shuffled(members, random.permutation(members.length))) folds[row] = dealt++ % k;
  }
  return folds;
}

function groupedFolds({ rows, k, seed, labels }: FoldsRequest, groups: readonly RowLabel[]): Int32Array {
  const members = [...rowsByValue(groups).values()];
  if (members.length < k) throw impossible(`at least ${k} groups for ${k} folds`, `${members.length} groups`);
  const classOfRow = labels ?? new Array<RowLabel>(rows).fill('');
  const totals = new Map([...rowsByValue(classOfRow)].map(([label, found]) => [label, found.length]));
  const counts = Array.from({ length: k }, () => new Map<RowLabel, number>());
  const groupsIn = new Int32Array(k);
  const folds = new Int32Array(rows);
  const random = createRandom(seed);
  // A stable sort: groups of one size keep their random order.
  const order = shuffled(members, random.permutation(members.length)).sort((a, b) => b.length - a.length);
  order.forEach((group, place) => {
    const added = new Map(
      [...rowsByValue(group.map((row) => classOfRow[row]))].map(([c, r]) => [c, r.length]),
    );
    // The sum of squares grows least where the classes of the group are rarest.
    const growth = (fold: number): number =>
      [...added].reduce((sum, [label, count]) => {
        const total = totals.get(label) ?? 1;
        const before = counts[fold].get(label) ?? 0;
        return sum + (count * (2 * before + count)) / (total * total);
      }, 0);
    const mustFill = groupsIn.filter((n) => n === 0).length >= order.length - place;
    const open = counts.map((_, fold) => fold).filter((fold) => !mustFill || groupsIn[fold] === 0);
    const best = open.reduce((a, b) => (growth(b) < growth(a) ? b : a));
    for (const [label, count] of added) counts[best].set(label, (counts[best].get(label) ?? 0) + count);
    groupsIn[best]++;
    for (const row of group) folds[row] = best;
  });
  return folds;
}

/**
 * Check an assignment of folds; a row of -1 is in none. Where every row is in one, there must be two.
 * @throws InvalidInputError naming the fold that is empty
 */
export function foldCount(folds: Int32Array, name: string): number {
  const count = folds.reduce((most, fold) => Math.max(most, fold), -1) + 1;
  const seen = new Set(folds);
  const least = seen.has(-1) ? 1 : 2;
  for (let fold = 0; fold < Math.max(count, least); fold++) {
    if (!seen.has(fold)) {
      throw new InvalidInputError(
        `${name}: expected at least one row in each fold from 0 on, received none in fold ${fold}.`,
        {
          details: [
            { column: name, expected: 'at least one row in each fold', received: `none in fold ${fold}` },
          ],
        },
      );
    }
  }
  return count;
}
