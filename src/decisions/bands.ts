import { z } from 'zod';
import type { CostBands } from '../evaluation/decisions/index.js';
import type { Decision } from './decision.js';

/** Below `lower` the negative action, from `upper` the positive one, a person's review between. */
export const bandsSchema = z.strictObject({ lower: z.number(), upper: z.number() });

interface BandActions {
  negative: string;
  positive: string;
  review?: string;
}

/** Decides by the band that a probability lies in. The decisions are made once: they are asked for by every row. */
export function bandDecider(
  { lower, upper }: CostBands,
  { negative, positive, review }: BandActions,
  how: Omit<Decision, 'action'>,
): (probability: number) => Decision {
  const decisions = {
    negative: { action: negative, ...how },
    positive: { action: positive, ...how },
    review: { action: review ?? positive, ...how },
  };
  return (probability) => {
    if (probability < lower) return decisions.negative;
    return probability >= upper ? decisions.positive : decisions.review;
  };
}
