import { z } from 'zod';
import type { Limits } from '../../../decisions/decision.js';
import { crosses } from './crossing-probabilities.js';

/** How often a limit was crossed in the rows that were learnt from: what can be said of it without a model. */
export const crossedSchema = z.strictObject({
  limit: z.number(),
  /** Of all rows. */
  share: z.number(),
  /** Of a forecast by the value at its row: from each value on, the lowest band first. */
  byLast: z.array(z.strictObject({ from: z.number().nullable(), share: z.number() })).optional(),
});

export type Crossed = z.infer<typeof crossedSchema>;

/** Bands of last values, of about equally many rows. */
const bandsOfLast = 10;

/**
 * @param actual values of rows that were learnt from; what is unknown is left out.
 * @param last of each row its own value, of a forecast.
 */
export function crossedShares(
  actual: readonly (number | null)[],
  { limits, side }: Limits,
  last?: readonly number[],
): Crossed[] {
  const known = actual.flatMap((value, row) => (value === null ? [] : [{ value, last: last?.[row] ?? NaN }]));
  const ranked = known.toSorted((a, b) => a.last - b.last);
  return limits.map((limit) => {
    const shareOf = (rows: typeof known) =>
      rows.length === 0
        ? 0
        : rows.reduce((sum, row) => sum + crosses(row.value, limit, side), 0) / rows.length;
    if (!last) return { limit, share: shareOf(known) };
    const byLast = Array.from({ length: bandsOfLast }, (_, band) => {
      const part = (at: number) => Math.floor((at * ranked.length) / bandsOfLast);
      const rows = ranked.slice(part(band), part(band + 1));
      return { from: band === 0 ? null : (ranked.at(part(band))?.last ?? null), share: shareOf(rows) };
    });
    return { limit, share: shareOf(known), byLast };
  });
}

/** What a last value says of a limit, by how often it was crossed after such values. */
export function shareAfter({ share, byLast = [] }: Crossed, last: number): number {
  let found = byLast.at(0)?.share ?? share;
  for (const band of byLast) if (band.from !== null && last >= band.from) found = band.share;
  return found;
}
