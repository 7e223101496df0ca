import { z } from 'zod';
import { bandDecider, bandsSchema } from '../../decisions/bands.js';
import type { EventRule } from '../../decisions/decision.js';

const schema = z.strictObject({
  rule: z.literal('offer'),
  /** The share of customers who get it. */
  share: z.number().gt(0).lt(1),
  actions: z.strictObject({ negative: z.string().min(1), positive: z.string().min(1) }),
});

const learntSchema = z.strictObject({ threshold: z.number(), bands: bandsSchema });

/** Who gets the offer: so large a share, those who are likeliest to take it. */
export const offer: EventRule<z.infer<typeof schema>, z.infer<typeof learntSchema>> = {
  name: 'offer',
  decidesOn: 'event',
  schema,
  learntSchema,
  learn({ probabilities }, { share }) {
    const sorted = Array.from(probabilities).sort((a, b) => b - a);
    const threshold = sorted[Math.ceil(share * sorted.length) - 1];
    return { threshold, bands: { lower: threshold, upper: threshold } };
  },
  decider: ({ threshold, bands }, { actions }) => bandDecider(bands, actions, { rule: 'offer', threshold }),
  report: ({ labels, probabilities }, { threshold }) => {
    const taken = Array.from(labels).filter((_, row) => probabilities[row] >= threshold);
    return { offered: taken.length, took: taken.filter((label) => label === 1).length };
  },
};
