import { kFolds, foldRows } from '../data/splits/folds.js';
import { splitRows, type RowLabel, type Split, type SplitFractions } from '../data/splits/split-rows.js';
import type { CellValue } from '../data/columns/column-kind.js';
import type { Table } from '../data/table.js';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';

interface RowsToSplit {
  split: ScenarioSpec['split'];
  table: Table;
  /** Class of each row, for the stratified method. */
  labels?: ArrayLike<number>;
  seed: number;
}

/** Divide the rows of a table as the scenario's `split` says. */
export function splitTable({ split, table, labels, seed }: RowsToSplit, fractions: SplitFractions): Split {
  const { method } = split;
  const keys = () => table.column(split.column ?? '');
  switch (method) {
    case 'random':
      return splitRows({ method, rows: table.rows, fractions, seed });
    case 'stratified':
      if (!labels) return splitRows({ method: 'random', rows: table.rows, fractions, seed });
      return splitRows({ method, labels: Array.from(labels), fractions, seed });
    case 'time':
      return splitRows({ method, order: keys().map(asTime), fractions });
    case 'group':
      return splitRows({ method, groups: groupsOf(split, table), fractions, seed });
  }
}

/** The group of each row: its value in the column, or its values in several. */
function groupsOf({ column = '', columns = [column] }: RowsToSplit['split'], table: Table): RowLabel[] {
  const values = columns.map((name) => table.column(name));
  if (values.length === 1) return values[0].map(asLabel);
  return Array.from({ length: table.rows }, (_, row) => values.map((one) => asLabel(one[row])).join('\n'));
}

/** Folds over the rows of a table that keep classes even (stratified) or groups whole. */
export function foldsOfTable({ split, table, labels, seed }: RowsToSplit, k: number) {
  const folds = kFolds({
    rows: table.rows,
    k,
    seed,
    labels: split.method === 'stratified' && labels ? Array.from(labels) : undefined,
    groups: split.method === 'group' ? groupsOf(split, table) : undefined,
  });
  return Array.from({ length: k }, (_, fold) => foldRows(folds, fold));
}

function asTime(value: CellValue): number | null {
  return typeof value === 'number' ? value : null;
}

function asLabel(value: CellValue): RowLabel {
  return value ?? 'missing';
}
