import { z } from 'zod';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';
import { parseTaskOptions } from '../parse-fitted.js';
import { taskSpecOf } from '../../scenarios/task-spec.js';

export const effectOptionsSchema = z.strictObject({
  /** Below this propensity, and above 1 less this, nobody like the row is known in one of the arms: no effect is answered. */
  support: z.number().min(0).lt(0.5).default(0.05),
  /** How often each refutation is repeated; below 2 none is made. */
  refutations: z.int().min(0).max(1000).default(10),
});

export type EffectOptions = z.infer<typeof effectOptionsSchema>;

/** @throws InvalidSpecificationError naming each wrong option. */
export function effectOptions(spec: ScenarioSpec): EffectOptions {
  return parseTaskOptions(effectOptionsSchema, taskSpecOf(spec));
}
