import type { ColumnSpec } from '../data/columns/column-spec.js';
import type { ScenarioSpec } from './schema/scenario.js';

/** What a task reads of a scenario. */
export function taskSpecOf(spec: ScenarioSpec) {
  return { target: targetColumn(spec), decision: spec.decision, options: spec.task.options };
}

/** The target as a column: it is read like any other, and a row without it is rejected. */
export function targetColumn(spec: ScenarioSpec): ColumnSpec & { positive?: string } {
  const { target } = spec;
  if (target.kind === 'numeric') return { ...target, missing: 'reject' };
  return { ...target, missing: 'reject', unknown: 'reject' };
}
