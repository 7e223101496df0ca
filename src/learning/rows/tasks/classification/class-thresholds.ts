import { z } from 'zod';
import { bandsSchema } from '../../../../decisions/bands.js';
import { actionCostsSchema, type DecisionSpec } from '../../../../decisions/decision.js';
import { classRule, eventRule } from '../../../../decisions/index.js';
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
  /** Of more than two classes, what each action costs. */
  actions: z.array(actionCostsSchema).optional(),
});

export type ClassThresholds = z.infer<typeof classThresholdsSchema>;

/** What the declared rule learns from rows that no network saw; without a rule the label turns at 0.5. */
export function fitClassThresholds(
  outputs: Float32Array,
  targets: EncodedTargets,
  state: ClassState,
  { decision }: { decision?: DecisionSpec },
): ClassThresholds {
  if (isEvent(state)) {
    const declared = eventRule(decision);
    return declared
      ? { ...declared.rule.learn(eventRows(outputs, targets, state), declared.spec) }
      : { threshold: defaultThreshold };
  }
  const declared = classRule(decision);
  const codes = state.classes.map(({ code }) => code);
  return declared ? { ...declared.rule.learn(codes, declared.spec) } : { threshold: defaultThreshold };
}

/** The declared rule with what it has learnt; undefined where none is declared, or was when the version was trained. */
export function learntRule(policy: ClassThresholds, decision: DecisionSpec | undefined) {
  const declared = eventRule(decision);
  const learnt = declared?.rule.learntSchema.safeParse(policy);
  return declared && learnt?.success ? { ...declared, learnt: learnt.data } : undefined;
}

/** As {@link learntRule}, of a rule over more than two classes. */
export function learntClassRule(policy: ClassThresholds, decision: DecisionSpec | undefined) {
  const declared = classRule(decision);
  const learnt = declared?.rule.learntSchema.safeParse(policy);
  return declared && learnt?.success ? { ...declared, learnt: learnt.data } : undefined;
}
