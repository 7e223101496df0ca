import type { LocalisedText } from '../core/text/localised-text.js';
import type { LearnableColumnSpec, TargetSpec } from '../tables/columns/column-spec.js';
import type { ScenarioSpec } from './schema/scenario.js';

type Declared = Pick<ScenarioSpec, 'target' | 'targets'>;

/** A target as a column, with what makes its classes one question. */
export type TargetColumn = LearnableColumnSpec & {
  positive?: string;
  negative?: string;
  event?: LocalisedText;
};

/** What a scenario predicts, in its order: one target or several. */
export function targetsOf({ target, targets = [] }: Declared): readonly TargetSpec[] {
  return target ? [target] : targets;
}

/** Where a specification declares its target of this place. */
export function targetPath({ target }: Declared, place: number): (string | number)[] {
  return target ? ['target'] : ['targets', place];
}

/**
 * The targets as columns: they are read like any other. A row without the only one is rejected; of several any may be unknown.
 */
export function targetColumns(spec: Declared): readonly TargetColumn[] {
  const targets = targetsOf(spec);
  return targets.map((target) => targetColumn(target, targets.length === 1));
}

function targetColumn(target: TargetSpec, isOnly: boolean): TargetColumn {
  switch (target.kind) {
    case 'numeric': {
      const { range, ...rest } = target;
      const missing = isOnly ? 'reject' : 'median';
      return { ...rest, missing, ...(range && { range: [range[0] ?? -Infinity, range[1] ?? Infinity] }) };
    }
    case 'categorical':
      return { ...target, missing: isOnly ? 'reject' : 'own-category', unknown: 'reject' };
    case 'list':
      return { ...target, missing: 'allow' };
  }
}
