import { z } from 'zod';
import { figure } from '../core/text/figures.js';
import type { EffectRule } from './decision.js';

const schema = z
  .strictObject({
    rule: z.literal('treat'),
    /** What a unit of the outcome is worth, in the unit of the costs; below 0 where less of the outcome is better. */
    benefit: z.number(),
    /** What treating one case costs. */
    cost: z.number().min(0).default(0),
    /** What treating one case is expected to harm otherwise, in the unit of the costs. */
    harm: z.number().min(0).default(0),
    actions: z.strictObject({
      treat: z.string().min(1),
      withhold: z.string().min(1),
      /** Where the interval of the effect holds both answers; absent: the effect itself decides. */
      review: z.string().min(1).optional(),
    }),
  })
  .refine(({ benefit }) => benefit !== 0, { path: ['benefit'], message: 'another number than 0' });

type Spec = z.infer<typeof schema>;

/** Treat where the expected effect is worth more than cost and harm: `threshold` is the effect that is worth just these. */
export const treat: EffectRule<Spec> = {
  name: 'treat',
  decidesOn: 'effect',
  schema,
  decider(spec) {
    const { benefit, cost, harm, actions } = spec;
    const threshold = figure((cost + harm) / benefit);
    const decide = (action: string) => ({ action, rule: 'effect against cost and harm', threshold });
    const isWorth = (effect: number) => Math.sign(benefit) * (effect - threshold) > 0;
    return ({ value, interval }) => {
      const open = interval && isWorth(interval[0]) !== isWorth(interval[1]);
      if (open && actions.review !== undefined) return decide(actions.review);
      return decide(isWorth(value) ? actions.treat : actions.withhold);
    };
  },
  worth: ({ benefit, cost, harm }) => ({ benefit, cost: cost + harm }),
};
