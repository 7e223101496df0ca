import { createRandom, type Random } from '../../core/random.js';
import { splitByGroup } from './group-split.js';
import { impossible, shares, toSplit, wantedParts, type Split, type SplitFractions } from './parts.js';
import { splitStratified } from './stratified-split.js';
import { splitByTime } from './time-split.js';

export type { Split, SplitFractions } from './parts.js';

/** A class label or the name of a group. */
export type RowLabel = string | number;

export type SplitRequest = { fractions: SplitFractions } & (
  | { method: 'random'; rows: number; seed: number }
  | { method: 'stratified'; labels: readonly RowLabel[]; seed: number }
  /** `order` is a time of each row, in any unit. */
  | { method: 'time'; order: ArrayLike<number | null> }
  | { method: 'group'; groups: readonly RowLabel[]; seed: number }
);

/**
 * Divide rows, by their numbers, into training, validation and test. Every row is in exactly one part; the same request gives
 * the same split.
 *
 * - `random`: sizes are the rounded shares.
 * - `stratified`: of each class, each part gets its share within one row.
 * - `time`: the test is the latest, then the validation; rows of one time stay together.
 * - `group`: no group is in two parts; sizes are as near to the shares as whole groups allow.
 *
 * @throws InvalidInputError when the rows, classes, times or groups are too few for the parts.
 */
export function splitRows(request: SplitRequest): Split {
  const share = shares(request.fractions);
  switch (request.method) {
    case 'random':
      return splitRandom(request.rows, request.fractions, createRandom(request.seed));
    case 'stratified':
      return splitStratified(request.labels, share, createRandom(request.seed));
    case 'time':
      return splitByTime(request.order, share);
    case 'group':
      return splitByGroup(request.groups, share, createRandom(request.seed));
  }
}

function splitRandom(rows: number, fractions: SplitFractions, random: Random): Split {
  const test = Math.round(rows * fractions.test);
  const validation = Math.round(rows * fractions.validation);
  const share = shares(fractions);
  const sizes = { training: rows - validation - test, validation, test };
  const empty = wantedParts(share).find((name) => sizes[name] < 1);
  if (empty) {
    const received = `${rows} rows, of which the ${empty} share (${share[empty].toFixed(3)}) is none`;
    throw impossible('at least one row in each part', received);
  }
  const order = random.permutation(rows);
  const partOfRow = new Uint8Array(rows);
  order.forEach((row, place) => {
    partOfRow[row] = place < test ? 2 : place < test + validation ? 1 : 0;
  });
  return toSplit(partOfRow);
}
