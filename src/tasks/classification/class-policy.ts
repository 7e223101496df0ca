import { z } from 'zod';
import { chooseThreshold, costBands } from '../../evaluation/decisions/index.js';
import { defaultThreshold } from '../../evaluation/predictions/binary.predictions.js';
import type { EncodedTargets, TaskSpec } from '../task.js';
import type { ClassState } from './class-target.js';

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
  /** The threshold that would have cost least on the rows kept from learning; shown beside the one that costs imply. */
  empiricalThreshold: z.number().optional(),
});

export type ClassPolicy = z.infer<typeof classPolicySchema>;

/**
 * With stated costs the threshold that they imply for calibrated probabilities (Elkan 2001), and with a cost of review the
 * band between which a person looks (Chow 1970). Without costs 0.5.
 */
export function fitClassPolicy(
  outputs: Float32Array,
  targets: EncodedTargets,
  state: ClassState,
  { decision }: TaskSpec,
): ClassPolicy {
  if (!decision || state.positive === undefined) return { threshold: defaultThreshold };
  const { costs } = decision;
  const { theoretical, empirical } = chooseThreshold({ labels: targets.data, probabilities: outputs, costs });
  return { threshold: theoretical, bands: costBands(costs), costs, empiricalThreshold: empirical };
}
