import { columnSchema } from '../../scenarios/schema/columns.js';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import { columnPositions } from '../../tables/reading/column-positions.js';
import { createRowReader } from '../../tables/reading/rows.js';
import type { Table } from '../../tables/table.js';
import type { LeftOutReason } from '../loading/left-out-rows.js';
import type { RawRows } from '../loading/raw-rows.js';
import type { PriceNames } from './request-spec.js';

export interface PriceTable {
  /** The date (milliseconds since 1970) and the prices, null where there is none; by ascending date. */
  table: Table;
  columns: ColumnSpec[];
  /** Rows that could not be read. */
  rejected: number;
  reasons: LeftOutReason[];
}

/** The columns that a table of prices must have: the day, the market, and every asset. */
export function namesOfPrices({ prices: { date, market }, assets }: PriceNames): string[] {
  return [date, ...(market === undefined ? [] : [market]), ...assets];
}

/** As what they are read: an asset has no price on days before it was listed. */
function priceColumns(names: PriceNames, missingTokens: string[] | undefined): ColumnSpec[] {
  const [date, ...others] = namesOfPrices(names);
  const declared = (name: string, more: object) =>
    columnSchema.parse({
      name,
      meaning: { en: name, zh: name },
      ...(missingTokens && { missing_tokens: missingTokens }),
      ...more,
    });
  return [
    declared(date, { kind: 'date', missing: 'reject' }),
    ...others.map((name) => declared(name, { kind: 'numeric', role: 'context' })),
  ];
}

/**
 * Prices of a file, a row for each day. A row is left out when its day or a price cannot be read, when a price is not above 0, and when the day
 * was there before.
 * @throws InvalidInputError when a column is missing.
 */
export function readPrices(raw: RawRows, names: PriceNames, missingTokens?: string[]): PriceTable {
  const columns = priceColumns(names, missingTokens);
  const at = columnPositions(columns, raw.header, raw.name);
  const read = createRowReader(columns).read(
    raw.records.length,
    (row, column) => raw.records[row][at[column]],
  );
  const reasons = read.rejected.flatMap(({ row, problems }) =>
    problems.map(({ column, expected }) => ({ column, expected, line: raw.lines[row] })),
  );
  const { kept, others } = keptRows(read.table, names, (row) => raw.lines[read.accepted[row]]);
  return {
    table: read.table.take(kept),
    columns,
    rejected: read.rejected.length + others.length,
    reasons: [...reasons, ...others].sort((a, b) => a.line - b.line),
  };
}

function keptRows(table: Table, names: PriceNames, lineOf: (row: number) => number) {
  const [date, ...others] = namesOfPrices(names);
  const days = table.column(date) as number[];
  const prices = others.map((name) => ({ name, values: table.column(name) as (number | null)[] }));
  const seen = new Set<number>();
  const kept: number[] = [];
  const reasons: LeftOutReason[] = [];
  for (let row = 0; row < table.rows; row++) {
    const wrong = prices.find(({ values }) => (values[row] ?? 1) <= 0);
    const line = lineOf(row);
    if (wrong) reasons.push({ column: wrong.name, expected: 'a price above 0', line });
    else if (seen.has(days[row])) reasons.push({ column: date, expected: 'each day once', line });
    else kept.push(row);
    seen.add(days[row]);
  }
  kept.sort((a, b) => days[a] - days[b]);
  return { kept: Int32Array.from(kept), others: reasons };
}

/** A day as it is written. */
export function dayText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
