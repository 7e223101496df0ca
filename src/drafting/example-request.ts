import { spelling } from '../tables/columns/category-text.js';
import type { ColumnSpecBase } from '../tables/columns/column-base.js';
import { CellProblem } from '../tables/columns/column-kind.js';
import { columnKind } from '../tables/columns/index.js';
import { isMissingText } from '../tables/columns/missing-tokens.js';
import { roleOf } from '../tables/columns/roles.js';

/** Cells of a table. */
interface Rows {
  header: readonly string[];
  records: readonly (readonly string[])[];
}

/** Where a row is read with those before it. */
export interface ExampleHistory {
  group?: string;
  window: number;
}

type Row = Record<string, unknown>;

/**
 * A request to begin with. Of rows that stand for themselves it is none of the table, which may be about people: the middle or the most frequent value of
 * every column. Of a series it is the last rows of one.
 */
export async function exampleRequest(
  rows: Rows,
  columns: readonly ColumnSpecBase[],
  history?: ExampleHistory,
): Promise<{ features: Row } | { history: Row[] }> {
  const asked = columns.filter(({ name }) => rows.header.includes(name));
  for (const column of asked) await columnKind(column).load?.();
  if (history) return { history: lastRows(rows, asked, history) };
  const values = asked.map((column) => {
    // What names a row, or what somebody wrote, is of nobody else.
    if (roleOf(column) === 'identifier' || column.kind === 'text') return [column.name, null] as const;
    const place = rows.header.indexOf(column.name);
    const texts = rows.records.map((cells) => cells[place]);
    return [column.name, typicalValue(texts, column)] as const;
  });
  return { features: Object.fromEntries(values) };
}

function lastRows(
  { header, records }: Rows,
  columns: readonly ColumnSpecBase[],
  history: ExampleHistory,
): Row[] {
  const group = history.group === undefined ? -1 : header.indexOf(history.group);
  const last = records[records.length - 1];
  const ofGroup = records.filter((cells) => group === -1 || cells[group] === last[group]);
  return ofGroup.slice(-history.window).map((cells) => {
    const values = columns.map((column) => {
      const text = cells[header.indexOf(column.name)];
      return [column.name, isMissingText(text.trim()) ? null : jsonValue(text, column)] as const;
    });
    return Object.fromEntries(values);
  });
}

function typicalValue(texts: readonly string[], column: ColumnSpecBase): unknown {
  const read = columnKind(column).reader(column);
  const counts = new Map<string, { count: number; value: unknown }>();
  for (const text of texts.map(spelling)) {
    const known = counts.get(text);
    if (known) known.count++;
    else if (!isMissingText(text)) counts.set(text, { count: 1, value: read(text) });
  }
  const seen = [...counts].filter(([, { value }]) => value !== null && !(value instanceof CellProblem));
  if (seen.length === 0) return null;
  const isOrdered = ['numeric', 'date'].includes(column.kind);
  const text = isOrdered ? middle(seen) : seen.reduce((a, b) => (b[1].count > a[1].count ? b : a))[0];
  return jsonValue(text, column);
}

/** The text of the value that half of the rows are below. */
function middle(seen: readonly (readonly [string, { count: number; value: unknown }])[]): string {
  const sorted = [...seen].sort((a, b) => Number(a[1].value) - Number(b[1].value));
  const half = sorted.reduce((sum, [, { count }]) => sum + count, 0) / 2;
  let below = 0;
  return (sorted.find(([, { count }]) => (below += count) >= half) ?? sorted[0])[0];
}

/** As a request has it: numbers and answers as such, all else as it is written. */
function jsonValue(text: string, column: ColumnSpecBase): unknown {
  const value: unknown = columnKind(column).reader(column)(text.trim());
  if (column.kind === 'boolean') return typeof value === 'number' ? value === 1 : null;
  if (column.kind === 'numeric') return typeof value === 'number' ? value : null;
  return value instanceof CellProblem || value === null ? null : text.trim();
}
