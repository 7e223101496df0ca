import { checkNumber } from '../checks.js';
import { checkLabelledProbabilities, type LabelledProbabilities } from '../predictions/binary.predictions.js';
import { chiSquareUpperTail } from '../statistics/chi-square.js';

export interface HosmerLemeshow {
  statistic: number;
  /** One for each group: the probabilities were not fitted to these rows, so that none is lost. */
  degrees: number;
  pValue: number;
}

/**
 * Whether what happened agrees with the probabilities: the chi-square of Hosmer & Lemeshow (1980) over groups of about equal size by rising
 * probability, rows of equal probability in one group. For rows that nothing was fitted to (Hosmer, Lemeshow & Sturdivant, 2013, 5.2.2).
 * @throws InvalidInputError for rows that are not accepted, or a number of groups below 2.
 */
export function hosmerLemeshow(
  { labels, probabilities }: Pick<LabelledProbabilities, 'labels' | 'probabilities'>,
  groups = 10,
): HosmerLemeshow {
  checkLabelledProbabilities({ labels, probabilities });
  checkNumber('groups', groups, (value) => Number.isInteger(value) && value >= 2, 'an integer of 2 or more');
  const order = Int32Array.from({ length: labels.length }, (_, row) => row).sort(
    (a, b) => probabilities[a] - probabilities[b],
  );
  let statistic = 0;
  let degrees = 0;
  let first = 0;
  for (let group = 1; group <= groups; group++) {
    const end = groupEnd(order, probabilities, Math.round((group / groups) * order.length));
    if (end <= first) continue;
    statistic += groupTerm(order.subarray(first, end), { labels, probabilities });
    degrees++;
    first = end;
  }
  return { statistic, degrees, pValue: chiSquareUpperTail(statistic, degrees) };
}

/** From `end` on to where no row behind is as probable as the last one before. */
function groupEnd(order: Int32Array, probabilities: ArrayLike<number>, end: number): number {
  let behind = end;
  while (behind > 0 && behind < order.length && sameAsBefore(order, probabilities, behind)) behind++;
  return behind;
}

function sameAsBefore(order: Int32Array, probabilities: ArrayLike<number>, place: number): boolean {
  return probabilities[order[place]] === probabilities[order[place - 1]];
}

function groupTerm(
  rows: Int32Array,
  { labels, probabilities }: Pick<LabelledProbabilities, 'labels' | 'probabilities'>,
): number {
  const expected = rows.reduce((sum, row) => sum + probabilities[row], 0);
  const observed = rows.reduce((sum, row) => sum + labels[row], 0);
  if (observed === expected) return 0;
  return (observed - expected) ** 2 / (expected * (1 - expected / rows.length));
}
