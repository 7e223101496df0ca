import type { LocalisedText } from '../core/text/localised-text.js';
import type { ColumnSpec } from '../tables/columns/column-spec.js';
import type { ScenarioSpec } from './schema/scenario.js';

/** A target as a column, with what makes its classes one question. */
export type TargetColumn = ColumnSpec & { positive?: string; negative?: string; event?: LocalisedText };

/** The target as a column: it is read like any other, and a row without it is rejected. */
export function targetColumn(spec: ScenarioSpec): TargetColumn {
  const { target } = spec;
  if (target.kind === 'numeric') return { ...target, missing: 'reject' };
  if (target.kind === 'list') return { ...target, missing: 'allow' };
  return { ...target, missing: 'reject', unknown: 'reject' };
}
