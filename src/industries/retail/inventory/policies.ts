/** Samples of a demand: possible values of equal probability. */
export type DemandSamples = ArrayLike<number>;

/** What a unit costs that is left over, and one that is short. */
export interface UnitCosts {
  overage: number;
  underage: number;
}

/** The probability with which demand should be met so that cost is least: underage / (underage + overage). */
export function criticalRatio({ overage, underage }: UnitCosts): number {
  return underage / (underage + overage);
}

/**
 * The least value that demand does not exceed with at least the probability `ratio`; for the critical ratio the quantity of least expected cost, of
 * the newsvendor (Arrow, Harris & Marschak, 1951).
 */
export function newsvendorQuantity(samples: DemandSamples, ratio: number): number {
  const sorted = Float64Array.from(samples).sort();
  // Products such as 100 x 0.57 come out a rounding error above the integer that they stand for.
  const rank = Math.ceil(ratio * sorted.length - 1e-9);
  return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1];
}

/**
 * How much to order at a time where each order costs a fixed amount (Harris, 1913): the square root of 2 x ordering cost x demand per
 * period / holding cost per unit and period; 0 where an order costs nothing.
 */
export function economicQuantity(parts: { ordering: number; demand: number; holding: number }): number {
  return Math.sqrt((2 * parts.ordering * parts.demand) / parts.holding);
}

/** Order when what is there and on its way is down to `reorderAt`, and then up to `orderUpTo`: the policy (s, S). */
export interface ReorderPolicy {
  reorderAt: number;
  orderUpTo: number;
}

/** What to order; 0 above the reorder point. Where both points are equal it is the difference to them. */
export function orderOf(position: number, { reorderAt, orderUpTo }: ReorderPolicy): number {
  return position <= reorderAt ? Math.max(0, orderUpTo - position) : 0;
}

/**
 * A reorder point that covers the demand until an order placed a period later would be there, with the probability `ratio`, and above it the
 * economic quantity. The point is right for demand that waits; where sales are lost it is a little high, since demand that is lost leaves stock.
 */
export function reorderPolicy(
  protection: DemandSamples,
  ratio: number,
  economic: { ordering: number; demand: number; holding: number },
): ReorderPolicy {
  const reorderAt = Math.max(0, newsvendorQuantity(protection, ratio));
  return { reorderAt, orderUpTo: reorderAt + economicQuantity(economic) };
}
