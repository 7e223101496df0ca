import { spelling } from '../columns/category-text.js';
import type { ColumnSpec } from '../columns/column-spec.js';
import { mayBeLearntFrom, roleOf } from '../columns/roles.js';
import { localClock } from '../columns/zone.js';
import type { KnownColumn } from './expression.js';

/** Declared columns as expressions see them. A list cannot be read. */
export function knownColumns(columns: readonly ColumnSpec[]): Map<string, KnownColumn> {
  return new Map(
    columns.flatMap((column) => {
      const known = knownColumn(column);
      if (!known) return [];
      const closed = mayBeLearntFrom(column) ? {} : { closed: roleOf(column) };
      return [[column.name, { ...known, ...closed }] as const];
    }),
  );
}

function knownColumn(column: ColumnSpec): KnownColumn | undefined {
  switch (column.kind) {
    case 'numeric':
      return { type: 'number' };
    case 'boolean':
      return { type: 'condition' };
    case 'date':
      return { type: 'date', clock: clockOf(column.zone) };
    case 'categorical':
    case 'ordinal':
      return column.categories
        ? { type: 'text', codes: column.categories.map(({ code }) => code) }
        : { type: 'text', spelling };
    case 'identifier':
      return { type: 'text' };
    case 'list':
      return undefined;
  }
}

function clockOf(zone: string | undefined): KnownColumn['clock'] {
  if (zone === undefined) return undefined;
  // Made when it is needed: a zone that does not exist is an error of the column, not of an expression.
  let clock: KnownColumn['clock'];
  return (instant) => (clock ??= localClock(zone))(instant);
}
