import { z } from 'zod';
import { figure } from '../core/text/figures.js';
import { chooseThreshold, costBands, decisionReport } from '../evaluation/decisions/index.js';
import { bandDecider, bandsSchema } from './bands.js';
import type { EventRule } from './decision.js';

const action = z.string().min(1);

const schema = z
  .strictObject({
    rule: z.literal('expected-cost'),
    costs: z.strictObject({
      falsePositive: z.number().positive(),
      falseNegative: z.number().positive(),
      /** Cost of having a person look; absent: no row is referred. */
      review: z.number().positive().optional(),
    }),
    actions: z.strictObject({ negative: action, positive: action, review: action.optional() }),
  })
  .refine(({ costs, actions }) => (costs.review === undefined) === (actions.review === undefined), {
    path: ['actions', 'review'],
    message: 'an action for review exactly when reviewing has a cost',
  });

const learntSchema = z.strictObject({
  threshold: z.number(),
  bands: bandsSchema,
  costs: z.strictObject({
    falsePositive: z.number(),
    falseNegative: z.number(),
    review: z.number().optional(),
  }),
  /** The threshold that would have cost least on the rows kept from learning; shown beside the one that costs imply. */
  empiricalThreshold: z.number().optional(),
});

/**
 * Three actions or two from what wrong decisions cost: the threshold that costs imply for calibrated probabilities (Elkan, 2001), and with
 * a cost of review the band between which a person looks (Chow, 1970).
 */
export const expectedCost: EventRule<z.infer<typeof schema>, z.infer<typeof learntSchema>> = {
  name: 'expected-cost',
  decidesOn: 'event',
  hasCosts: true,
  schema,
  learntSchema,
  learn(rows, { costs }) {
    const { theoretical, empirical } = chooseThreshold({ ...rows, costs });
    return { threshold: theoretical, bands: costBands(costs), costs, empiricalThreshold: empirical };
  },
  decider({ threshold, bands }, { actions }) {
    const { lower, upper } = bands;
    const how = { rule: 'expected cost', threshold: figure(threshold) };
    // Where a person looks between two thresholds, the label's tells nothing of the action.
    const thresholds = { lower: figure(lower), upper: figure(upper) };
    return bandDecider(bands, actions, lower < upper ? { ...how, thresholds } : how);
  },
  cuts: ({ bands: { lower, upper } }) => [lower, upper],
  report: (rows, { costs, bands }) => decisionReport({ ...rows, costs, bands }),
};
