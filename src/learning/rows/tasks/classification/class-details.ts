import type { DecisionSpec } from '../../../../decisions/decision.js';
import { reliabilityCurve } from '../../../../evaluation/calibration/index.js';
import { classReport } from '../../../../evaluation/metrics/class-report.js';
import { confusionAt } from '../../../../evaluation/metrics/confusion.js';
import type { MulticlassPredictions } from '../../../../evaluation/predictions/multiclass.predictions.js';
import type { EncodedTargets } from '../../../targets.js';
import { learntClassRule, learntRule, type ClassThresholds } from './class-thresholds.js';
import type { ClassState } from './class-target.js';
import { eventLabels, eventRows, likeliestKind } from './event-rows.js';

/** Confusion at the threshold, the reliability curve, and what the decisions came to. */
export function eventDetails(
  outputs: Float32Array,
  targets: EncodedTargets,
  { state, policy, decision }: { state: ClassState; policy: ClassThresholds; decision?: DecisionSpec },
): unknown {
  const rows = eventRows(outputs, targets, state);
  const declared = learntRule(policy, decision);
  return {
    labels: eventLabels(state),
    threshold: policy.threshold,
    empiricalThreshold: policy.empiricalThreshold,
    confusion: confusionAt({ ...rows, threshold: policy.threshold }),
    reliability: reliabilityCurve(rows),
    decisions: declared?.rule.report(rows, declared.learnt),
    kinds: kindDetails(outputs, targets.data, state),
  };
}

/** Of the rows in which the event happened: `confusion[actual kind][likeliest kind]`. */
function kindDetails(outputs: Float32Array, actual: Float32Array, state: ClassState): unknown {
  const { classes, negative } = state;
  if (negative === undefined) return undefined;
  const matrix = classes.map(() => new Array<number>(classes.length).fill(0));
  actual.forEach((index, row) => {
    if (index !== negative) matrix[index][likeliestKind(outputs, row, state)] += 1;
  });
  const kinds = <Entry>(list: readonly Entry[]) => list.filter((_, index) => index !== negative);
  return { classes: kinds(classes).map(({ label }) => label), confusion: kinds(matrix).map(kinds) };
}

/** What was taken for what, how each class fares, and what the decisions came to. */
export function classDetails(
  rows: MulticlassPredictions,
  { policy, decision }: { policy: ClassThresholds; decision?: DecisionSpec },
): unknown {
  const declared = learntClassRule(policy, decision);
  return { ...classReport(rows), decisions: declared?.rule.report(rows, declared.learnt) };
}
