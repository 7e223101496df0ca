import { z } from 'zod';
import { figure } from '../core/text/figures.js';
import { costBands, decisionReport } from '../evaluation/decisions/index.js';
import { bandDecider } from './bands.js';
import { sides, type CrossingRule } from './decision.js';

const action = z.string().min(1);
const cost = z.number().positive();

const schema = z
  .strictObject({
    rule: z.literal('alert'),
    /** What must not be crossed, in the unit of the target. */
    limit: z.number(),
    /** Further limits whose probability is told, and not decided on. */
    also: z.array(z.number()).max(20).default([]),
    side: z.enum(sides).default('above'),
    costs: z.strictObject({
      /** An alert, and the limit is kept. */
      falsePositive: cost,
      /** No alert, and it is crossed. */
      falseNegative: cost,
      /** To watch, whatever comes. */
      review: cost.optional(),
    }),
    actions: z.strictObject({ negative: action, positive: action, review: action.optional() }),
  })
  .refine(({ costs, actions }) => (costs.review === undefined) === (actions.review === undefined), {
    path: ['actions', 'review'],
    message: 'an action for review exactly when watching has a cost',
  })
  .refine(({ limit, also }) => new Set([limit, ...also]).size === also.length + 1, {
    path: ['also'],
    message: 'each limit once',
  });

/**
 * Alert, watch or nothing, by the probability that a number crosses a limit and by what it costs to be wrong (Elkan, 2001; Chow, 1970). The
 * probability is that of the predictive distribution, so costs alone place the thresholds and nothing is learnt.
 */
export const alert: CrossingRule<z.infer<typeof schema>> = {
  name: 'alert',
  decidesOn: 'crossing',
  schema,
  limits: ({ limit, also, side }) => ({ limits: [limit, ...also], side }),
  decider({ costs, actions }) {
    const bands = costBands(costs);
    const rule = 'probability of crossing a limit';
    const { lower, upper } = bands;
    const thresholds = { lower: figure(lower), upper: figure(upper) };
    return bandDecider(
      bands,
      actions,
      lower < upper ? { rule, thresholds } : { rule, threshold: thresholds.lower },
    );
  },
  report: (rows, { costs }) => decisionReport({ ...rows, costs, bands: costBands(costs) }),
};
