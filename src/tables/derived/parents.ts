import type { ColumnSpec } from '../columns/column-spec.js';
import type { DerivedColumnSpec } from './derived-spec.js';
import { columnsOf } from './expression.js';
import { readDerived } from './read-derived.js';

/**
 * The declared columns that each derived column rests on, through the derived ones between, in the order in which its expression
 * comes upon them: what is said of a derived column can be said of these.
 * @param columns the declared ones.
 */
export function parentsOf(
  derived: readonly DerivedColumnSpec[],
  columns: readonly ColumnSpec[],
): ReadonlyMap<string, readonly string[]> {
  const parents = new Map<string, string[]>();
  for (const { name, expression } of readDerived(derived, { columns, series: true }).read) {
    const all = [...columnsOf(expression)].flatMap((column) => parents.get(column) ?? [column]);
    parents.set(name, [...new Set(all)]);
  }
  return parents;
}
