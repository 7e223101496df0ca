import { z } from 'zod';
import { ruleOutRuleInBands, ruleOutRuleInReport } from '../evaluation/decisions/index.js';
import { figure } from '../core/text/figures.js';
import { defaultThreshold } from '../evaluation/predictions/binary.predictions.js';
import { bandDecider, bandsSchema } from './bands.js';
import type { EventRule } from './decision.js';

const fraction = z.number().gt(0).lt(1);
const action = z.string().min(1);

const schema = z.strictObject({
  rule: z.literal('rule-out-rule-in'),
  /** Share of the positive cases that must not be ruled out. */
  sensitivity: fraction,
  /** Share of the negative cases that must not be ruled in. */
  specificity: fraction,
  actions: z.strictObject({ negative: action, positive: action, review: action }),
});

const learntSchema = z.strictObject({
  threshold: z.number(),
  bands: bandsSchema,
  /** The shares that the bands were learnt to keep. */
  stated: z.strictObject({ sensitivity: z.number(), specificity: z.number() }),
});

/**
 * Three actions from the errors that are tolerated: what is ruled out keeps the sensitivity, what is ruled in the specificity. The label
 * turns at 0.5, as it does without a decision.
 */
export const ruleOutRuleIn: EventRule<z.infer<typeof schema>, z.infer<typeof learntSchema>> = {
  name: 'rule-out-rule-in',
  decidesOn: 'event',
  hasCosts: false,
  schema,
  learntSchema,
  learn(rows, { sensitivity, specificity }) {
    const stated = { sensitivity, specificity };
    return { threshold: defaultThreshold, bands: ruleOutRuleInBands(rows, stated), stated };
  },
  decider(learnt, { actions }) {
    const { lower, upper } = learnt.bands;
    const thresholds = { lower: figure(lower), upper: figure(upper) };
    return bandDecider(learnt.bands, actions, { rule: 'rule out, rule in', thresholds });
  },
  cuts: ({ bands: { lower, upper } }) => [lower, upper],
  report: (rows, { stated, bands }) => ruleOutRuleInReport(rows, stated, bands),
};
