import { z } from 'zod';
import { chooseThreshold, costBands, ruleOutRuleInBands } from '../../../../evaluation/decisions/index.js';
import { defaultThreshold } from '../../../../evaluation/predictions/binary.predictions.js';
import type { TaskSpec } from '../task.js';
import type { EncodedTargets } from '../../../targets.js';
import type { ClassState } from './class-target.js';
import { eventRows, isEvent } from './event-rows.js';

const costsSchema = z.strictObject({
  falsePositive: z.number(),
  falseNegative: z.number(),
  review: z.number().optional(),
});

/** Where a probability becomes a label and an action. */
export const classPolicySchema = z.strictObject({
  threshold: z.number(),
  /** Below `lower` the negative action, from `upper` the positive one, a person's review between. */
  bands: z.strictObject({ lower: z.number(), upper: z.number() }).optional(),
  costs: costsSchema.optional(),
  /** The shares that the bands were learnt to keep. */
  stated: z.strictObject({ sensitivity: z.number(), specificity: z.number() }).optional(),
  /** The threshold that would have cost least on the rows kept from learning; shown beside the one that costs imply. */
  empiricalThreshold: z.number().optional(),
});

export type ClassPolicy = z.infer<typeof classPolicySchema>;

/**
 * With stated costs the threshold that they imply for calibrated probabilities (Elkan 2001), and with a cost of review the
 * band between which a person looks (Chow 1970). With stated sensitivity and specificity the band that keeps them on the given
 * rows; the label then turns at 0.5, as it does without a decision.
 */
export function fitClassPolicy(
  outputs: Float32Array,
  targets: EncodedTargets,
  state: ClassState,
  { decision }: TaskSpec,
): ClassPolicy {
  if (!decision || !isEvent(state)) return { threshold: defaultThreshold };
  const rows = eventRows(outputs, targets, state);
  if (decision.rule === 'rule-out-rule-in') {
    const { sensitivity, specificity } = decision;
    const stated = { sensitivity, specificity };
    return { threshold: defaultThreshold, bands: ruleOutRuleInBands(rows, stated), stated };
  }
  const { costs } = decision;
  const { theoretical, empirical } = chooseThreshold({ ...rows, costs });
  return { threshold: theoretical, bands: costBands(costs), costs, empiricalThreshold: empirical };
}
