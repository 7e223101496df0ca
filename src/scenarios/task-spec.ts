import type { ScenarioSpec } from './schema/scenario.js';
import { targetColumn } from './target-column.js';

/** The part of a specification that a task reads. */
export function taskSpecOf(spec: ScenarioSpec) {
  return {
    target: targetColumn(spec),
    options: spec.task.options,
    decision: spec.decision,
    columns: spec.columns,
  };
}
