import { z } from 'zod';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';
import { parseTaskOptions } from '../parse-fitted.js';

const name = z.string().min(1);
const share = z.number().min(0).max(1);

/** What a scenario says of its sequences under `task.options`; the target is what came of each question. */
export const tracingOptionsSchema = z.strictObject({
  /** The column of the learner. */
  group: name,
  /** The column that orders the answers of a learner. */
  order: name,
  /** The column of the skill that a question asks for. */
  skill: name,
  /** How many of the latest answers of a learner are read. */
  window: z.int().min(4).max(1024).default(100),
  /** From this mastery on a skill counts as mastered. */
  mastered: share.default(0.95),
  /** From this mastery of its prerequisites on a skill may be practised. */
  ready: share.default(0.6),
  /** So many answers lie between two proposals of one skill, where others can be practised. */
  spacing: z.int().min(0).max(100).default(3),
  /** After so many answers a mastered skill is proposed for review, after twice as many the next time, and so on. */
  review: z.int().min(1).max(10_000).default(20),
  /** How many skills are proposed. */
  proposals: z.int().min(1).max(50).default(5),
  /** Skills that must be mastered before another; those that are not named here are learnt from the order and the success of answers. */
  prerequisites: z.array(z.strictObject({ skill: name, after: z.array(name).min(1) })).default([]),
});

export type TracingOptions = z.infer<typeof tracingOptionsSchema>;

/** @throws InvalidSpecificationError naming each wrong option. */
export function tracingOptions(spec: Pick<ScenarioSpec, 'task'>): TracingOptions {
  return parseTaskOptions(tracingOptionsSchema, { options: spec.task.options });
}
