import { z } from 'zod';
import { bandsSchema } from '../../../../decisions/bands.js';
import type { DecisionSpec } from '../../../../decisions/decision.js';
import { eventRule } from '../../../../decisions/index.js';
import { defaultThreshold } from '../../../../evaluation/predictions/binary.predictions.js';
import type { EncodedTargets } from '../../../targets.js';
import type { ClassState } from './class-target.js';
import { eventRows, isEvent } from './event-rows.js';

/** Where a probability becomes a label, where it becomes an action if elsewhere, and what a decision rule has learnt beside it; the rule alone knows the rest. */
export const classThresholdsSchema = z.looseObject({
  threshold: z.number(),
  costs: z
    .strictObject({ falsePositive: z.number(), falseNegative: z.number(), review: z.number().optional() })
    .optional(),
  bands: bandsSchema.optional(),
});

export type ClassThresholds = z.infer<typeof classThresholdsSchema>;

/** What the declared rule learns from rows that no network saw; without a rule the label turns at 0.5. */
export function fitClassThresholds(
  outputs: Float32Array,
  targets: EncodedTargets,
  state: ClassState,
  { decision }: { decision?: DecisionSpec },
): ClassThresholds {
  const declared = eventRule(decision);
  if (!declared || !isEvent(state)) return { threshold: defaultThreshold };
  return { ...declared.rule.learn(eventRows(outputs, targets, state), declared.spec) };
}

/** The declared rule with what it has learnt; undefined where none is declared, or was when the version was trained. */
export function learntRule(policy: ClassThresholds, decision: DecisionSpec | undefined) {
  const declared = eventRule(decision);
  const learnt = declared?.rule.learntSchema.safeParse(policy);
  return declared && learnt?.success ? { ...declared, learnt: learnt.data } : undefined;
}
