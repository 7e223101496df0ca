import type { ScenarioSpec } from './schema/scenario.js';
import { targetColumns } from './targets.js';

/** The part of a specification that a task reads. */
export function taskSpecOf(spec: ScenarioSpec) {
  const targets = targetColumns(spec);
  return {
    target: targets[0],
    targets,
    options: spec.task.options,
    decision: spec.decision,
    intervals: spec.intervals,
    columns: spec.columns,
    derived: spec.derived,
  };
}
