/** A shop's stock over some periods in which nothing is ordered but what is said. */
export interface StockRun {
  /** On the shelf as the first period begins. */
  onHand: number;
  /** What arrives as each period begins, from the first on; later ones nothing. */
  arrivals: readonly number[];
  demand: ArrayLike<number>;
}

/** What became of it. All in units; a sum over the periods but `left`. */
export interface StockOutcome {
  sold: number;
  /** Demand that met an empty shelf and went elsewhere. */
  lost: number;
  /** Units on the shelf at the end of each period, added up. */
  held: number;
  /** On the shelf after the last period. */
  left: number;
  /** Periods in which something was lost. */
  shortPeriods: number;
}

/** In each period: what arrives is put on the shelf, demand takes what is there, the rest of it is lost, what remains is held. */
export function runStock({ onHand, arrivals, demand }: StockRun): StockOutcome {
  const outcome = { sold: 0, lost: 0, held: 0, left: onHand, shortPeriods: 0 };
  for (let period = 0; period < demand.length; period++) {
    sellPeriod(outcome, arrivals[period] ?? 0, demand[period]);
  }
  return outcome;
}

function sellPeriod(outcome: StockOutcome, arrival: number, wanted: number): void {
  const there = outcome.left + arrival;
  const sold = Math.min(there, Math.max(0, wanted));
  outcome.sold += sold;
  outcome.lost += Math.max(0, wanted) - sold;
  outcome.left = there - sold;
  outcome.held += outcome.left;
  if (wanted > there) outcome.shortPeriods++;
}

/** Orders that a policy would place period after period. */
export interface PolicyRun {
  /** On the shelf as the first period begins. */
  onHand: number;
  /** Whole periods between the one after which is ordered and the one in which it can be sold: 0 is the next. */
  lead: number;
  /** What is asked for in each period, one after another. */
  demand: ArrayLike<number>;
  /**
   * What to order after each period, before the next begins.
   * @param position what is there and on its way. @param period counted from 0, the one that just ended.
   */
  order: (position: number, period: number) => number;
}

export interface PolicyOutcome extends StockOutcome {
  orders: number;
  ordered: number;
}

/** A policy over known demand, with lost sales: nothing that is short is kept for later. */
export function runPolicy({ onHand, lead, demand, order }: PolicyRun): PolicyOutcome {
  const outcome = { sold: 0, lost: 0, held: 0, left: onHand, shortPeriods: 0, orders: 0, ordered: 0 };
  const coming = new Float64Array(demand.length + lead + 1);
  let onOrder = 0;
  for (let period = 0; period < demand.length; period++) {
    onOrder -= coming[period];
    sellPeriod(outcome, coming[period], demand[period]);
    const quantity = order(outcome.left + onOrder, period);
    if (!(quantity > 0)) continue;
    outcome.orders++;
    outcome.ordered += quantity;
    onOrder += quantity;
    coming[period + lead + 1] += quantity;
  }
  return outcome;
}
