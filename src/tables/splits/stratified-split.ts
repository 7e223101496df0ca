import type { Random } from '../../core/random.js';
import { shown } from '../../core/errors.js';
import {
  impossible,
  partNames,
  rowsByValue,
  shuffled,
  toSplit,
  wantedParts,
  type PartName,
  type Split,
} from './parts.js';

/**
 * Each class is divided by itself: a part gets its share of the class rounded down or up. Which parts are rounded up is
 * chosen so that the sizes of the whole parts stay near their shares too.
 */
export function splitStratified(
  labels: readonly (string | number)[],
  share: Record<PartName, number>,
  random: Random,
): Split {
  const partOfRow = new Uint8Array(labels.length);
  const behind: Record<PartName, number> = { training: 0, validation: 0, test: 0 };
  for (const [label, rows] of rowsByValue(labels)) {
    if (rows.length < 2) {
      throw impossible(
        'at least two rows of each class',
        `1 row of class ${shown(label)} (row ${rows[0] + 1})`,
      );
    }
    const order = shuffled(rows, random.permutation(rows.length));
    const counts = divide(rows.length, share, behind);
    order.slice(0, counts.test).forEach((row) => (partOfRow[row] = 2));
    order.slice(counts.test, counts.test + counts.validation).forEach((row) => (partOfRow[row] = 1));
  }
  const split = toSplit(partOfRow);
  const empty = wantedParts(share).find((name) => split[name].length === 0);
  if (empty) throw impossible('at least one row in each part', `${labels.length} rows and none for ${empty}`);
  return split;
}

/** Shares of `total`, each rounded down or up. `behind` keeps by how much each part has got too little so far. */
function divide(
  total: number,
  share: Record<PartName, number>,
  behind: Record<PartName, number>,
): Record<PartName, number> {
  const counts: Record<PartName, number> = { training: 0, validation: 0, test: 0 };
  for (const name of partNames) {
    const exact = total * share[name];
    // A share such as 0.1 + 0.2 of ten rows must not fall below its whole number by the last bit.
    const near = Math.round(exact);
    counts[name] = Math.abs(exact - near) < 1e-9 ? near : Math.floor(exact);
    behind[name] += exact - counts[name];
  }
  const left = total - counts.training - counts.validation - counts.test;
  const roundable = partNames.filter((name) => total * share[name] - counts[name] > 1e-9);
  // A class must be trained on, so training without a row of it comes first.
  const urgency = (name: PartName): number =>
    name === 'training' && counts.training === 0 ? Infinity : behind[name];
  roundable.sort((a, b) => urgency(b) - urgency(a));
  for (const name of roundable.slice(0, left)) {
    counts[name]++;
    behind[name]--;
  }
  return counts;
}
