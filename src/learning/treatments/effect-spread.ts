/** How far an effect can be off, in the unit of the outcome. */
export interface EffectSpread {
  /** Root mean square of the members' spread over the rows to learn from. */
  typical: number;
  /** What spreads are multiplied by, see `spreadFactor`. */
  factor: number;
}

/** The members' spread, half of which is that of all rows: a few members tell little about one row. */
export function smoothedSpread(own: ArrayLike<number>, typical: number): Float64Array {
  return Float64Array.from(own, (spread) => Math.sqrt((spread ** 2 + typical ** 2) / 2));
}

/** The share of cases whose expected effect an interval is meant to hold, and how many standard errors that is (normal). */
export const effectCoverage = 0.9;
export const halfWidthInSpreads = 1.644854;
