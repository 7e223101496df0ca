import type { LabelledProbabilities } from '../predictions/binary.predictions.js';

/** Rows from the highest probability to the lowest, rows of equal probability forming one group. */
export interface RankedRows {
  /** Row index at each rank. */
  order: Int32Array;
  /** Label (0 or 1) at each rank. */
  labels: Uint8Array;
  /** Rank after the last row of each group. */
  groupEnds: Int32Array;
}

/** Sort once; every statistic that depends on the order alone walks the result. */
export function rankRows({ labels, probabilities }: LabelledProbabilities): RankedRows {
  const order = Int32Array.from({ length: labels.length }, (_, i) => i);
  order.sort((a, b) => probabilities[b] - probabilities[a]);
  const ends: number[] = [];
  for (let rank = 1; rank <= order.length; rank++) {
    if (rank === order.length || probabilities[order[rank]] !== probabilities[order[rank - 1]])
      ends.push(rank);
  }
  return { order, labels: Uint8Array.from(order, (row) => labels[row]), groupEnds: Int32Array.from(ends) };
}

/** Call `visit` with the weight of the positives and of the negatives of each group, highest probability first. */
export function walkGroups(
  rows: RankedRows,
  weights: Float64Array,
  visit: (positives: number, negatives: number) => void,
): void {
  const { order, labels, groupEnds } = rows;
  let rank = 0;
  for (const end of groupEnds) {
    let positives = 0;
    let negatives = 0;
    for (; rank < end; rank++) {
      if (labels[rank] === 1) positives += weights[order[rank]];
      else negatives += weights[order[rank]];
    }
    visit(positives, negatives);
  }
}
