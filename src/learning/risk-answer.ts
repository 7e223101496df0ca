import { z } from 'zod';

/** What is said of the risk of a portfolio, in percent of its value; read by every door, so that nothing heavy may be imported here. */

const percentage = z.number().describe('In percent of the value of the portfolio; below 0 a gain');

const tailSchema = z.object({
  value_at_risk: percentage.describe('The loss that is exceeded with the probability 1 - level'),
  expected_shortfall: percentage.describe('The mean of the losses in the worst share 1 - level of cases'),
});

const contributionSchema = z.object({
  asset: z.string(),
  contribution: percentage.describe('Of the asset to the expected shortfall: all of them add up to it'),
});

const figureSchema = tailSchema.extend({
  level: z.number(),
  days: z.int().describe('Trading days ahead'),
  money: tailSchema.optional().describe('The same in the currency of the amounts'),
  contributions: z.array(contributionSchema),
  beside: z
    .record(z.string(), tailSchema)
    .optional()
    .describe('One day ahead: by historical simulation, a normal distribution, RiskMetrics and GARCH(1,1)'),
});

const positionSchema = z.object({
  asset: z.string(),
  weight: z.number().describe('Share of the value; below 0 where it is owed'),
  volatility: z.number().describe('Forecast for the next day, in percent'),
  degrees: z
    .number()
    .nullable()
    .describe('Degrees of freedom of its tail by the network: the fewer, the heavier; null without a past'),
  days: z.int().describe('Returns that are known of it up to then'),
});

const stressSchema = z.object({
  event: z.string().describe('What happened then'),
  from: z.string(),
  to: z.string(),
  loss: percentage.describe('Of the positions as they are now, bought on the day before'),
  stood_in: z.array(z.string()).describe('Assets that had no price then: the market stands for them'),
});

export const riskSchema = z.object({
  as_of: z.string().describe('The last day whose prices are known'),
  in_sample: z.boolean().describe('Whether the network has learnt from days up to then or after'),
  scenarios: z.int().describe('Days of the past that may happen next'),
  value: z
    .object({ amount: z.number(), unit: z.string() })
    .optional()
    .describe('Of amounts what all percentages are of: the sum of their sizes'),
  cash: z.number().optional().describe('Share that no position takes; below 0 where it is borrowed'),
  figures: z.array(figureSchema),
  distribution: z
    .array(
      z.object({
        days: z.int(),
        quantiles: z.array(z.object({ level: z.number(), loss: percentage })),
      }),
    )
    .describe('Losses that are not exceeded with the probability `level`'),
  stress: z.array(stressSchema).describe('Named stretches of the past, then the worst days, the worst first'),
  positions: z.array(positionSchema),
});

export type RiskAnswer = z.infer<typeof riskSchema>;
