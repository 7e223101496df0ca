import { InvalidSpecificationError, shown, type ErrorDetail } from '../../../core/errors.js';
import type { NoteCollector } from '../../../tables/columns/column-kind.js';
import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import { listOf } from '../../../tables/columns/list.column.js';
import type { Table } from '../../../tables/table.js';

/** The columns that a request may have, and their kinds. A scenario declares those that it offers. */
const requestColumns = {
  customer: 'identifier',
  liked: 'list',
  exclude: 'list',
  category: 'list',
  in_stock: 'list',
  out_of_stock: 'list',
  new_items: 'list',
  include_bought: 'boolean',
  k: 'numeric',
  diversity: 'numeric',
} as const satisfies Record<string, ColumnSpec['kind']>;

const ratingColumns = { customer: 'identifier', item: 'identifier' } as const;

/** One row: who asks, what may be shown, how many. Products are still ids or titles. */
export interface RecommendationRequest {
  customer?: string;
  liked: string[];
  exclude: string[];
  /** Any of these attributes; empty: whatever. */
  category: string[];
  /** Only these; empty: all. */
  inStock: string[];
  outOfStock: string[];
  /** Products that nobody has yet: `title: attribute, attribute`. */
  newItems: string[];
  includeBought: boolean;
  k: number;
  diversity: number;
}

export const defaults = { k: 10, diversity: 0 };
const mostShown = 100;

/** @throws InvalidSpecificationError for a column that the task does not know, or of another kind. */
export function checkRequestColumns(columns: readonly ColumnSpec[], what: 'ranking' | 'rating'): void {
  const known: Readonly<Record<string, string>> = what === 'ranking' ? requestColumns : ratingColumns;
  const details = columns.flatMap((column, i): ErrorDetail[] => {
    if (known[column.name] === column.kind) return [];
    const expected = Object.entries(known).map(([name, kind]) => `${name} (${kind})`);
    return [
      {
        pointer: `/columns/${i}`,
        column: column.name,
        expected: `one of ${expected.join(', ')}`,
        received: `${shown(column.name)} (${column.kind})`,
      },
    ];
  });
  if (details.length > 0)
    throw new InvalidSpecificationError('A recommendation has other columns.', { details });
}

/** The requests of a table of declared columns, with their defaults. */
export function readRequests(table: Table, notes?: NoteCollector): RecommendationRequest[] {
  const cell = (name: string, row: number) => (table.has(name) ? table.column(name)[row] : null);
  const numberIn = (name: 'k' | 'diversity', row: number, [low, high]: [number, number]) => {
    const value = cell(name, row);
    if (typeof value !== 'number') return defaults[name];
    if (value >= low && value <= high) return value;
    const expected = `from ${low} to ${high}`;
    notes?.add(row, { code: 'out-of-range', column: name, expected, received: String(value) });
    return Math.min(high, Math.max(low, value));
  };
  return Array.from({ length: table.rows }, (_, row) => ({
    customer: textOf(cell('customer', row)),
    liked: listOf(cell('liked', row)),
    exclude: listOf(cell('exclude', row)),
    category: listOf(cell('category', row)),
    inStock: listOf(cell('in_stock', row)),
    outOfStock: listOf(cell('out_of_stock', row)),
    newItems: listOf(cell('new_items', row)),
    includeBought: cell('include_bought', row) === 1,
    k: Math.round(numberIn('k', row, [1, mostShown])),
    diversity: numberIn('diversity', row, [0, 1]),
  }));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
