import type { ColumnSpec } from './column-spec.js';

/** Which way a value may be changed. */
export type Direction = 'up' | 'down' | 'any';

/** @returns `any` for a column that says nothing of it. */
export function directionOf({ actionable }: Pick<ColumnSpec, 'actionable'>): Direction {
  if (typeof actionable === 'string') return actionable;
  return typeof actionable === 'object' && 'direction' in actionable
    ? (actionable.direction ?? 'any')
    : 'any';
}

/** Between which numbers a column can be set, and to multiples of what; undefined for one that is not set so. */
export function settableRange(column: ColumnSpec): { low: number; high: number; step?: number } | undefined {
  if (column.kind !== 'numeric') return undefined;
  const { actionable } = column;
  if (typeof actionable !== 'string' && (typeof actionable !== 'object' || 'to' in actionable))
    return undefined;
  const own = typeof actionable === 'object' ? actionable : {};
  const range = own.range ?? column.range;
  return range && { low: range[0], high: range[1], ...(own.step !== undefined && { step: own.step }) };
}
