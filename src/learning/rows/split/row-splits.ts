import { kFolds, foldRows } from '../../../tables/splits/folds.js';
import { splitByValue } from '../../../tables/splits/given-split.js';
import {
  splitRows,
  type RowLabel,
  type Split,
  type SplitFractions,
} from '../../../tables/splits/split-rows.js';
import type { CellValue } from '../../../tables/columns/column-kind.js';
import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import { groupingsOf } from '../../../tables/columns/groupings.js';
import type { Table } from '../../../tables/table.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import type { LookAhead } from '../examples/examples.js';

/** What one fold holds back, and what is learnt from meanwhile. */
interface FoldRows {
  training: Int32Array;
  test: Int32Array;
}

interface RowsToSplit {
  split: ScenarioSpec['split'];
  table: Table;
  /** As they are declared, where `split.by` says what of their values tells the group. */
  columns?: readonly Pick<ColumnSpec, 'name' | 'kind'>[];
  /** Class of each row, for the stratified method. */
  labels?: readonly RowLabel[];
  /** Where targets lie after their rows, how far. */
  lookAhead?: Pick<LookAhead, 'order' | 'reach' | 'place'>;
  seed: number;
}

/** The rows to learn from (`training`) and those kept for the report (`test`), as the scenario's `split` says. */
export function splitForReport(request: RowsToSplit): Split {
  const { split, table } = request;
  const { test } = split;
  if (typeof test === 'string') return splitByValue(table.column(split.column ?? ''), test);
  return splitTable(request, { validation: 0, test });
}

/** Divide the rows of a table by the method of the scenario's `split`; rows that it gives as held out are not told apart here. */
export function splitTable(request: RowsToSplit, fractions: SplitFractions): Split {
  const { split, table, labels, seed } = request;
  const { method } = split;
  const keys = () => table.column(split.column ?? '');
  switch (method) {
    case 'random':
      return splitRows({ method, rows: table.rows, fractions, seed });
    case 'stratified':
      if (!labels) return splitRows({ method: 'random', rows: table.rows, fractions, seed });
      return splitRows({ method, labels, fractions, seed });
    case 'time':
      return withoutOverlap(splitRows({ method, order: keys().map(asTime), fractions }), request);
    case 'group':
      return splitRows({ method, groups: groupsOf(request), fractions, seed });
    case 'given': {
      const groups = givenGroups(request);
      if (!groups) return splitRows({ method: 'random', rows: table.rows, fractions, seed });
      return splitRows({ method: 'group', groups, fractions, seed });
    }
  }
}

/** The group of each row: its value in the column or what this tells of it, or its values in several. */
function groupsOf({ split, table, columns: declared }: RowsToSplit): RowLabel[] {
  const { column = '', columns = [column], by } = split;
  const values = columns.map((name) => table.column(name));
  if (values.length === 1) return groupLabels(values[0], groupingOf(columns[0], by, declared));
  return Array.from({ length: table.rows }, (_, row) => values.map((one) => asLabel(one[row])).join('\n'));
}

/** Folds over the rows of a table that keep classes even (stratified), groups whole, or rows of one stretch of time together. */
export function foldsOfTable(request: RowsToSplit, k: number): FoldRows[] {
  const { split, table, labels, seed } = request;
  if (split.method === 'time') return blocksOfTime(request, k);
  const folds = kFolds({
    rows: table.rows,
    k,
    seed,
    labels: split.method === 'stratified' ? labels : undefined,
    groups: split.method === 'group' ? groupsOf(request) : givenGroups(request),
  });
  return Array.from({ length: k }, (_, fold) => foldRows(folds, fold));
}

function givenGroups({ split: { group, by }, table, columns }: RowsToSplit): RowLabel[] | undefined {
  return group === undefined ? undefined : groupLabels(table.column(group), groupingOf(group, by, columns));
}

type Grouping = (value: string) => string;

/** @throws Error for a grouping that the kind does not have, which the check of the specification refuses. */
function groupingOf(
  name: string,
  by: string | undefined,
  columns: RowsToSplit['columns'] = [],
): Grouping | undefined {
  if (by === undefined) return undefined;
  const column = columns.find((one) => one.name === name);
  const grouping = column && (groupingsOf(column)[by] as Grouping | undefined);
  if (grouping) return grouping;
  throw new Error(`The column ${name} has no grouping ${by}.`);
}

function groupLabels(values: readonly CellValue[], grouping: Grouping = (value) => value): RowLabel[] {
  return values.map((value) => (typeof value === 'string' ? grouping(value) : asLabel(value)));
}

/**
 * As many stretches of time, of about as many rows each (blocked folds: Bergmeir & Benítez, 2012). Where targets lie after their rows,
 * nothing is learnt from rows so near to the stretch, before or behind, that both could teach one and the same value.
 */
function blocksOfTime({ split, table, lookAhead }: RowsToSplit, k: number): FoldRows[] {
  const { place = (value: number) => value, reach = 0 } =
    lookAhead?.order === split.column ? (lookAhead ?? {}) : {};
  const times = table.column(split.column ?? '').map((value) => place(asTime(value) ?? -Infinity));
  const order = Int32Array.from(times.keys()).sort((a, b) => times[a] - times[b] || a - b);
  const starts = Array.from({ length: k }, (_, fold) =>
    fold === 0 ? -Infinity : times[order[Math.floor((fold * order.length) / k)]],
  );
  return starts.map((from, fold) => {
    // Rows of one moment stay together.
    const to = starts[fold + 1] ?? Infinity;
    const rows = Int32Array.from(times.keys());
    return {
      training: rows.filter((row) => times[row] + reach < from || times[row] - reach >= to),
      test: rows.filter((row) => times[row] >= from && times[row] < to),
    };
  });
}

/**
 * A split by time without the rows whose target lies at or after the first row of the next part: they would teach what the
 * next part asks (an embargo: López de Prado, 2018).
 */
function withoutOverlap(parts: Split, { table, lookAhead, split }: RowsToSplit): Split {
  if (!lookAhead || lookAhead.order !== split.column) return parts;
  const { place = (value) => value } = lookAhead;
  const times = table.column(lookAhead.order).map((value) => place(Number(value)));
  const first = (rows: Int32Array) => rows.reduce((least, row) => Math.min(least, times[row]), Infinity);
  const before = (rows: Int32Array, end: number) => rows.filter((row) => times[row] + lookAhead.reach < end);
  const testBegins = first(parts.test);
  const validation = before(parts.validation, testBegins);
  const training = before(parts.training, Math.min(first(parts.validation), testBegins));
  return { training, validation, test: parts.test };
}

function asTime(value: CellValue): number | null {
  return typeof value === 'number' ? value : null;
}

function asLabel(value: CellValue): RowLabel {
  return value ?? 'missing';
}
