import { z } from 'zod';

const share = z.number().nullable();

/** What serving knows besides the networks and the history: plain JSON, `preparation.json`. */
export const tradingStateSchema = z.strictObject({
  format: z.literal(1),
  assets: z.array(z.string()).min(1),
  /** What decides, see `StrategyName`. */
  served: z.string(),
  /** Days of the history. */
  days: z.int().min(1),
  /** Names of the networks, and the first day of those that each decides on (milliseconds since 1970). */
  folds: z.array(z.strictObject({ network: z.string(), first: z.number() })).min(1),
  residuals: z.strictObject({ lower: z.number(), upper: z.number() }),
  verdict: z.strictObject({
    beatsEqualWeight: z.boolean(),
    from: z.string(),
    to: z.string(),
    periods: z.int(),
    sharpe: share,
    equalWeight: share,
    difference: z.strictObject({ value: share, lower: share, upper: share }),
    deflated: share,
    trials: z.int(),
  }),
});

export type TradingState = z.infer<typeof tradingStateSchema>;
