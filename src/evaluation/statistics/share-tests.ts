import { normalUpperTail } from './chi-square.js';

/** Rows that belong together, and in how many of them the event happened. */
export interface CountedRows {
  rows: number;
  events: number;
}

/** The share in which the event happened; NaN without rows. */
export function rateOf({ rows, events }: CountedRows): number {
  return events / rows;
}

/**
 * One-sided p-value that the event is no more frequent in `higher` than in `lower`, by the pooled z-test of two shares. 0.5 where both
 * are the same, or one has no rows.
 */
export function higherShareTest(lower: CountedRows, higher: CountedRows): number {
  const pooled = (lower.events + higher.events) / (lower.rows + higher.rows);
  const variance = pooled * (1 - pooled) * (1 / lower.rows + 1 / higher.rows);
  if (!(variance > 0) || !Number.isFinite(variance)) return 0.5;
  return normalUpperTail((rateOf(higher) - rateOf(lower)) / Math.sqrt(variance));
}

/**
 * Whether the event becomes more frequent from group to group: the test for a linear trend of Cochran (1954) and Armitage (1955) with
 * the place of a group as its score. `pValue` is one-sided; both are NaN where all groups are empty but one, or the rate is 0 or 1.
 */
export function trendTest(groups: readonly CountedRows[]): { z: number; pValue: number } {
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  const rate = groups.reduce((sum, group) => sum + group.events, 0) / rows;
  const mean = groups.reduce((sum, group, place) => sum + place * group.rows, 0) / rows;
  let covariance = 0;
  let spread = 0;
  groups.forEach((group, place) => {
    covariance += (place - mean) * group.events;
    spread += group.rows * (place - mean) ** 2;
  });
  const variance = rate * (1 - rate) * spread;
  if (!(variance > 0)) return { z: NaN, pValue: NaN };
  const z = covariance / Math.sqrt(variance);
  return { z, pValue: normalUpperTail(z) };
}
