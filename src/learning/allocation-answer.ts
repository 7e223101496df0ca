import { z } from 'zod';

/** What is said of positions to take; read by every door, so that nothing heavy may be imported here. */

const share = z.number().describe('Share of the value');
const percentage = z.number().describe('In percent of the value');

const positionSchema = z.object({
  asset: z.string(),
  now: share.describe('Share that the request holds'),
  target: share.describe('Share to hold after the fill'),
  trade: share.describe('Share to buy; below 0 to sell'),
  money: z.number().optional().describe('Of amounts the trade in their currency'),
  volatility: percentage.optional().describe('Until the next rebalancing; absent without a year of prices'),
  score: z
    .number()
    .optional()
    .describe(
      'How it is forecast to fare among the others: deviations from their mean; absent without a year of prices',
    ),
  rank: z.int().optional().describe('By the score, 1 the best'),
  alpha: percentage
    .optional()
    .describe(
      'Expected until the next rebalancing beyond what all have in common: skill times volatility times score',
    ),
  features: z
    .record(z.string(), z.number())
    .describe('What the forecast read: its rank among the assets of the day, from -1 (lowest) to 1'),
});

const ratio = z.number().describe('Sharpe ratio of a year, risk-free rate 0');

const verdictSchema = z.object({
  beats_equal_weight: z
    .boolean()
    .describe('Whether the interval of the difference lies above 0, on days held out and after costs'),
  text: z.string(),
  from: z.string(),
  to: z.string(),
  periods: z.int().describe('From one rebalancing to the next'),
  sharpe: ratio.optional(),
  equal_weight: ratio.optional(),
  difference: z
    .object({ value: ratio, interval: z.tuple([ratio, ratio]).optional() })
    .optional()
    .describe('Absent where equal weight serves'),
  deflated_sharpe: z
    .number()
    .optional()
    .describe(
      'Probability that what it earned beyond equal weight is more than the luck of the best of all trials; absent where equal weight serves',
    ),
  trials: z.int().describe('Settings whose result was looked at'),
});

export const allocationSchema = z.object({
  as_of: z.string().describe('The last day whose prices are known'),
  in_sample: z.boolean().describe('Whether the forecasts learnt from days after it'),
  fill: z
    .string()
    .describe('By which prices the trades are counted')
    .meta({ example: 'close of the next trading day' }),
  next_rebalancing: z.string().describe('By the calendar, whatever prices do'),
  strategy: z
    .string()
    .describe('What decides: the days before those held out chose it')
    .meta({ example: 'network-10' }),
  skill: z
    .object({
      mean: z.number(),
      standard_error: z.number().optional(),
      rebalancings: z.int(),
      trusted: z.number().describe('The mean less one standard error, and never below 0'),
    })
    .describe('Correlation of the ranks of forecasts and returns, over past rebalancings that are settled'),
  expected: z
    .object({ gross: percentage, cost: percentage, net: percentage, volatility: percentage })
    .describe("Until the next rebalancing: equal weight's mean so far, and what forecasts add"),
  turnover: share.describe('Half of what is bought and sold'),
  cash: share.describe('That no position takes'),
  value: z
    .object({ amount: z.number(), unit: z.string() })
    .optional()
    .describe('Of amounts what all shares are of'),
  positions: z.array(positionSchema),
  verdict: verdictSchema,
});

export type AllocationAnswer = z.infer<typeof allocationSchema>;
