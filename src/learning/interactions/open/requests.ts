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

/** What counts where a request says nothing. */
export interface RequestDefaults {
  k: number;
  diversity: number;
  includeBought: boolean;
}

export const defaults: RequestDefaults = { k: 10, diversity: 0, includeBought: false };

const bounds = { k: [1, 100], diversity: [0, 1] } as const;

/** The values that the columns of a scenario declare for what is missing, else the defaults. */
export function requestDefaults(columns: readonly ColumnSpec[]): RequestDefaults {
  const fillOf = (name: string) => {
    const missing = columns.find((column) => column.name === name)?.missing;
    return typeof missing === 'object' ? missing.fill : undefined;
  };
  const numberOr = (name: keyof typeof bounds) => {
    const fill = fillOf(name);
    return typeof fill === 'number' ? fill : defaults[name];
  };
  const includeBought = fillOf('include_bought') === true;
  return { k: numberOr('k'), diversity: numberOr('diversity'), includeBought };
}

/** @throws InvalidSpecificationError for a column that the task does not know, or of another kind. */
export function checkRequestColumns(columns: readonly ColumnSpec[], what: 'ranking' | 'rating'): void {
  const known: Readonly<Record<string, string>> = what === 'ranking' ? requestColumns : ratingColumns;
  const details = columns.flatMap((column, i): ErrorDetail[] => {
    if (known[column.name] === column.kind) return fillProblems(column, i);
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

function fillProblems({ name, missing }: ColumnSpec, position: number): ErrorDetail[] {
  if ((name !== 'k' && name !== 'diversity') || typeof missing !== 'object') return [];
  const [low, high] = bounds[name];
  const fill = Number(missing.fill);
  if (fill >= low && fill <= high) return [];
  const pointer = `/columns/${position}/missing/fill`;
  return [{ pointer, column: name, expected: `from ${low} to ${high}`, received: String(fill) }];
}

/** The requests of a table of declared columns; what one does not say is as in `fills`. */
export function readRequests(
  table: Table,
  fills: RequestDefaults,
  notes?: NoteCollector,
): RecommendationRequest[] {
  const cell = (name: string, row: number) => (table.has(name) ? table.column(name)[row] : null);
  const numberIn = (name: keyof typeof bounds, row: number) => {
    const [low, high] = bounds[name];
    const value = cell(name, row);
    if (typeof value !== 'number') return fills[name];
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
    includeBought: (cell('include_bought', row) ?? Number(fills.includeBought)) === 1,
    k: Math.round(numberIn('k', row)),
    diversity: numberIn('diversity', row),
  }));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
