import type { ScenarioSpec } from './schema/scenario.js';
import { targetColumn } from './target-column.js';

/** The part of a specification that a task reads. */
export function taskSpecOf(spec: ScenarioSpec) {
  const { columns, decision, task } = spec;
  return { target: targetColumn(spec), options: task.options, columns, decision };
}
