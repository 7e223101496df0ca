import { checkLabelledProbabilities, type LabelledProbabilities } from '../predictions/binary.predictions.js';

/** The rows of the highest probability, up to some share of all. */
export interface GainsPoint {
  /** Of all rows; the count is rounded. */
  share: number;
  count: number;
  /** How many of them were of class 1. */
  positives: number;
  /** Share of all rows of class 1 that is among them. */
  captured: number;
  /** How many times as frequent class 1 is among them as among all. */
  lift: number;
  /** What choosing them came to: `margin` for each of class 1, less `cost` for each. */
  profit: number;
  /** What their probabilities said that it would come to. */
  expectedProfit: number;
}

/** Shares of the rows that a report tells of. */
export const gainsShares = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1] as const;

/**
 * Cumulative gains and lift of rows with known outcome, chosen by their probability, the first among equals; each row counts once, whatever
 * its weight.
 * @param value what a row of class 1 that was chosen is worth, and what choosing a row costs
 * @returns a point per share; no lift and nothing captured (0) where no row is of class 1
 * @throws InvalidInputError for rows that are not accepted.
 */
export function cumulativeGains(
  rows: LabelledProbabilities,
  { margin, cost }: { margin: number; cost: number },
  shares: readonly number[] = gainsShares,
): GainsPoint[] {
  checkLabelledProbabilities(rows);
  const { labels, probabilities } = rows;
  const order = byFallingValue(probabilities);
  const total = Array.from(labels).reduce((sum, label) => sum + label, 0);
  return shares.map((share) => {
    const count = Math.round(share * order.length);
    let positives = 0;
    let expected = 0;
    for (const row of order.subarray(0, count)) {
      positives += labels[row];
      expected += probabilities[row];
    }
    const captured = total === 0 ? 0 : positives / total;
    const lift = count === 0 || total === 0 ? 0 : positives / count / (total / order.length);
    const profit = positives * margin - count * cost;
    return {
      share,
      count,
      positives,
      captured,
      lift,
      profit,
      expectedProfit: expected * margin - count * cost,
    };
  });
}

/** Positions from the largest value to the smallest, those of equal values in their order. */
export function byFallingValue(values: ArrayLike<number>): Uint32Array {
  return Uint32Array.from({ length: values.length }, (_, i) => i).sort(
    (a, b) => values[b] - values[a] || a - b,
  );
}
