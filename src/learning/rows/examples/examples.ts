import type { CellValue, Feature, NoteCollector } from '../../../tables/columns/column-kind.js';
import type { FeatureMatrix } from '../../../tables/preparation/preparation.js';
import type { RowPreparation } from '../../../tables/preparation/staged-preparation.js';
import type { RowProblem } from '../../../tables/reading/row-problems.js';
import type { Table } from '../../../tables/table.js';
import type { LocalisedText } from '../../../core/text/localised-text.js';
import type { InputColumns } from '../../../models/prediction/examples.js';
import type { ScoredRows } from '../../scored-rows.js';
import { gatherRows } from '../../../models/prediction/row-values.js';
import type { FeatureLayout } from '../../../models/network/network.js';
import type { WindowDivision } from './window-parts.js';

/** What one row is to teach: a value, or one for each horizon or target; null where there is nothing. */
export type TargetValue = CellValue | readonly CellValue[];

/** A table with derived columns beside the features that were prepared from it, completed, row by row. */
export interface PreparedTable {
  /** As it was given. */
  table: Table;
  matrix: FeatureMatrix;
  /** The meaning of each feature of `matrix`. */
  features: readonly Feature[];
}

/** How the rows of a table become examples: what a network reads for a row, and what the row teaches. */
export interface Examples {
  /** One per row of the table. */
  targets(table: Table): readonly TargetValue[];
  /** The table as features are made of it, with the blanks filled that other rows of it tell; absent: as it is. */
  completed?(table: Table): Table;
  /**
   * Inputs of some rows, in their order. Other rows of the table may be read as the context of these: those that a door
   * sends with them, or, while learning, those that came before.
   * @param rows positions in the table; absent: every row.
   * @param notes receives what is unusual about the context of single rows.
   */
  inputs(prepared: PreparedTable, rows?: Int32Array, notes?: NoteCollector): InputColumns;
  /** Inputs of features alone; absent: more than the features of its own row is read of a table. */
  ofFeatures?: (features: Pick<PreparedTable, 'matrix' | 'features'>) => InputColumns;
  /** How what is read of a row and those before it is divided into parts, by features as they are prepared; absent: by its columns. */
  division?: (features: readonly Feature[]) => WindowDivision;
  /** Whether a row teaches although a part of what it could teach is unknown. */
  readonly learnsFromParts?: boolean;
  /** Only where rows are read together with the rows before them. */
  readonly history?: HistoryRules;
  /** Only where a target lies after its row. */
  readonly lookAhead?: LookAhead;
  /** Of rows held out those that the report is about; absent: all. */
  reported?(table: Table, rows: Int32Array): Int32Array;
}

/** What a door must know to keep the rows before a row. */
export interface HistoryRules {
  /** The column of the series, if there are several. */
  group?: string;
  /** The column that orders a series. */
  order: string;
  /** How many steps are read, the row's own among them. */
  window: number;
  /** The columns whose blanks are filled from the series. */
  filled: readonly string[];
  /**
   * Rows of a table that come before an earlier row of their series.
   * @param written how each row gave its place in the order, where it is known.
   */
  outOfOrder(table: Table, written?: readonly unknown[]): Map<number, RowProblem>;
  /** Of some rows those that are not answered because their series has too few rows up to them; absent: all are. */
  tooShort?(table: Table, rows: Int32Array): Map<number, RowProblem>;
  /** The last row of each series, in the order of the table. */
  lastRows(table: Table): Int32Array;
  /**
   * The rows that rows to come could still read: the others can be forgotten.
   * @param table with every column of `filled`.
   * @param further so many rows before each of them are read, too.
   */
  readable(table: Table, further?: number): Int32Array;
}

/** Rows of a table that teach nothing, though rows like them do. */
export interface UntaughtRows {
  rows: readonly number[];
  /** Why, and what can be done about it. */
  text: LocalisedText;
}

export interface LookAhead {
  /** How many steps that is. */
  steps?: number;
  /** Rows whose target cannot be known from the table. */
  untaught?(table: Table): UntaughtRows;
  /** The column that is also the order of the split by time. */
  order: string;
  /** How far after a row its target lies at most, as `place` counts. */
  reach: number;
  /** From a value of the order to where it stands among steps; absent: the value itself. */
  place?: (value: number) => number;
  /** What else than a model could be said of the target, from the rows up to each row; by name, row-major as the targets. */
  baselines(table: Table, rows: Int32Array): Readonly<Record<string, Float64Array>>;
  /** Of some rows the value of the target that they know, where what is learnt is counted from it; absent: it is not. */
  last?(table: Table, rows: Int32Array): Float64Array;
  /** Of some rows those whose window lies within the table; all of them where none does. */
  wholeWindows(table: Table, rows: Int32Array): Int32Array;
  /** Figures of answers to such rows at each distance, beside those of the baselines. Plain JSON. */
  details(table: Table, rows: Int32Array, scored: ScoredRows): unknown;
}

/**
 * A table as examples are made from it.
 * @param notes receives what is unusual about single values.
 */
export function prepareTable(
  { preparation, examples }: { preparation: RowPreparation; examples: Pick<Examples, 'completed'> },
  table: Table,
  notes?: NoteCollector,
): PreparedTable {
  const completed = examples.completed?.(table) ?? table;
  return { table, matrix: preparation.transform(completed, notes), features: preparation.features };
}

/** A row stands for itself: one input `features`, of its own features. */
export function ownFeatures(target: string): Examples {
  const inputsOf = (data: Float32Array, { features }: Pick<PreparedTable, 'features'>): InputColumns => {
    return { features: { data, shape: [features.length], layout: layoutOf(features) } };
  };
  return {
    targets: (table) => table.column(target),
    ofFeatures: (prepared) => inputsOf(prepared.matrix.data, prepared),
    inputs(prepared, rows) {
      const { data, width } = prepared.matrix;
      return inputsOf(rows ? gatherRows(data, width, rows) : data, prepared);
    },
  };
}

/** The columns of the features, and which of these are quantities. */
function layoutOf(features: readonly Feature[]): FeatureLayout {
  const names = [...new Set(features.map(({ column }) => column))];
  return {
    columns: features.map(({ column }) => names.indexOf(column)),
    quantities: features.flatMap(({ role }, i) => (role === 'number' ? [i] : [])),
  };
}

/** True for a value that teaches something in full: no part of it is unknown. */
export function isComplete(value: TargetValue): boolean {
  return Array.isArray(value) ? !value.includes(null) : value !== null;
}
