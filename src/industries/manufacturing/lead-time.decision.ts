import { z } from 'zod';
import type { NumberRule } from '../../decisions/decision.js';

const action = z.string().min(1);

const schema = z
  .strictObject({
    rule: z.literal('lead-time'),
    /** Time that a visit takes from order to end; when the interval's lower end comes down to it, the visit is planned. */
    lead: z.number().positive(),
    /** When the lower end is down to it, the machine is stopped. */
    stop: z.number().min(0).default(0),
    actions: z.strictObject({ run: action, plan: action, stop: action }),
  })
  .refine(({ lead, stop }) => stop < lead, { path: ['stop'], message: 'expected less than lead' });

/**
 * When to act on the time that is left: the earliest end that is likely decides, for what it may reach before a visit could be over is
 * planned now.
 */
export const leadTime: NumberRule<z.infer<typeof schema>> = {
  name: 'lead-time',
  decidesOn: 'time-left',
  schema,
  decider({ lead, stop, actions }) {
    const rule = 'lower bound against lead time';
    return ({ value, interval }) => {
      const earliest = interval?.[0] ?? value;
      if (earliest <= stop) return { action: actions.stop, rule, threshold: stop };
      return { action: earliest <= lead ? actions.plan : actions.run, rule, threshold: lead };
    };
  },
};
