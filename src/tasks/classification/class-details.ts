import { decisionReport } from '../../evaluation/decisions/index.js';
import { reliabilityCurve } from '../../evaluation/calibration/index.js';
import { confusionAt } from '../../evaluation/metrics/confusion.js';
import type { EncodedTargets } from '../task.js';
import type { ClassPolicy } from './class-policy.js';
import { largest, type ClassState } from './class-target.js';

/** Confusion at the threshold, the reliability curve, and what the decisions would have cost. */
export function binaryDetails(outputs: Float32Array, targets: EncodedTargets, policy: ClassPolicy): unknown {
  const labels = targets.data;
  const confusion = confusionAt({ labels, probabilities: outputs, threshold: policy.threshold });
  const reliability = reliabilityCurve({ labels, probabilities: outputs });
  const { costs, bands } = policy;
  const decisions =
    costs && bands ? decisionReport({ labels, probabilities: outputs, costs, bands }) : undefined;
  return {
    threshold: policy.threshold,
    empiricalThreshold: policy.empiricalThreshold,
    confusion,
    reliability,
    decisions,
  };
}

/** How often each class was taken for each other: `matrix[actual][predicted]`. */
export function multiclassDetails(
  outputs: Float32Array,
  actual: Float32Array,
  { classes }: ClassState,
): unknown {
  const matrix = classes.map(() => new Array<number>(classes.length).fill(0));
  actual.forEach((label, row) => {
    matrix[label][largest(outputs, row, classes.length)] += 1;
  });
  return { classes: classes.map((entry) => entry.label), confusion: matrix };
}
